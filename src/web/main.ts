import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./app.svelte";
import { takeTokenFromAddress } from "./api/token.js";

takeTokenFromAddress();
// A token that is put behind the address of an open page changes nothing but the part after the #, which loads nothing.
addEventListener("hashchange", () => {
  if (takeTokenFromAddress()) location.reload();
});
mount(App, { target: document.getElementById("app") as HTMLElement });
