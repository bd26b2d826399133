import { describe, expect, it } from "vitest";
import { brebes } from "../../../../tests/fixtures/kiosk-config.ts";
import { posterFacts } from "./poster-facts.ts";

const config = brebes();
const facts = posterFacts(config);

describe("a poster", () => {
  it("has a card for each life event, with what is filed behind it and how much more there is", () => {
    expect(facts.events.map(({ label }) => label)).toEqual(config.lifeEvents.map(({ label }) => label));
    const labels = new Set(config.services.map(({ label }) => label));
    for (const { things } of facts.events) {
      expect(things.length).toBeGreaterThan(0);
      for (const thing of things) expect(labels).toContain(thing);
    }
    const identityCard = config.lifeEvents.find(({ id }) => id === "id-card");
    const card = facts.events.find(({ id }) => id === "id-card");
    expect((card?.things.length ?? 0) + (card?.more ?? 0)).toBe(identityCard?.services.length);
  });

  it("counts the letters of the village apart: whether they cost something is the village's rule", () => {
    expect(facts.events.reduce((sum, { letters }) => sum + letters, 0)).toBe(config.letters?.length);
  });

  it("says what to bring for every card that files something, and never promises a paper that is not always needed", () => {
    expect(facts.bring).toHaveLength(facts.events.length);
    const birth = facts.bring.find(({ id }) => id === "birth-certificate");
    expect(birth?.papers).toEqual(["Kartu Keluarga (KK)"]);
    expect(birth?.maybe).toContain("Surat keterangan lahir");
    for (const { maybe } of facts.bring) expect(new Set(maybe).size).toBe(maybe.length);
  });

  it("leaves a line where the regency has settled nothing, and says its hours in words", () => {
    expect(facts.phone).toBeUndefined();
    expect(facts.officeHours).toBe("Senin–Jumat, 08.00–15.00 WIB");
    const office = { ...config.office, phone: "0283 671 000", workDays: [1, 2, 4] };
    const settled = posterFacts({ ...config, office });
    expect(settled.phone).toBe("0283 671 000");
    expect(settled.officeHours).toBe("Senin, Selasa, Kamis, 08.00–15.00 WIB");
  });
});
