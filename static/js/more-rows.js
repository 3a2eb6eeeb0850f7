// Forms of the admin with rows of boxes.
import { startRows } from "./editor-rows.js";

startRows(document);
