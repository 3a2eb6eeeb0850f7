// What a lesson gains from JavaScript: marks without a reload, the place kept, the section in view shown in the list.
import { replaceOnSubmit } from "./replace.js";
import { keepPlace } from "./place.js";

replaceOnSubmit(document);
keepPlace(document.querySelector(".prose"), document.querySelector(".toc"));
