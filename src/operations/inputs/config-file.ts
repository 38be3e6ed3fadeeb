/** The name under which a configuration is found by itself. */
export const CONFIG_FILE = "quintile.yaml";
