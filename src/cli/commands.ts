/** Every command of `npm run loket`. To add one: a file with its Command, and a line here. */
import { audioMake } from "./audio-make.ts";
import { audioAccept } from "./audio-accept.ts";
import { backup } from "./backup.ts";
import type { Command } from "./command.ts";
import { deviceCode } from "./device-code.ts";
import { dictionary } from "./dictionary.ts";
import { exportAll } from "./export.ts";
import { importFile } from "./import.ts";
import { quarantineList, quarantineReopen } from "./quarantine.ts";
import { restore } from "./restore.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { tablet } from "./tablet.ts";

export const commands: readonly Command[] = [
  start,
  deviceCode,
  tablet,
  status,
  quarantineList,
  quarantineReopen,
  exportAll,
  importFile,
  backup,
  restore,
  dictionary,
  audioMake,
  audioAccept,
];
