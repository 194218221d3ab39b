import "@fontsource-variable/source-sans-3/wght.css";
import "./styles/main.scss";
import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
