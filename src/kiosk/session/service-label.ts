/** What people call a service; one that this configuration does not know is told by its id. */
import { findService } from "../../domain/configuration/configuration.ts";
import { configuration } from "../platform/configuration.ts";

export function serviceLabel(serviceId: string): string {
  return (configuration.value && findService(configuration.value, serviceId)?.label) ?? serviceId;
}
