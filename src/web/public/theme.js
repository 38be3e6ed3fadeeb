// Runs before the first paint, so that a chosen theme does not flash; a file of its own, since inline script is forbidden.
const theme = localStorage.getItem("quintile.theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
