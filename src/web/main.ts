import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./app.svelte";
import { takeTokenFromAddress } from "./api/token.js";

takeTokenFromAddress();
mount(App, { target: document.getElementById("app") as HTMLElement });
