import type { Notice, Translate } from "../room/lesson";
import { isolated } from "./direction";
import de from "./locales/de.json";
import en from "./locales/en.json";

/** A sentence with `{name}` places, or its plural forms, chosen by the parameter `count`. */
type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Catalogue = Readonly<Record<string, Entry>>;

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en, de };
const FALLBACK = "en";

/**
 * The words of the first of `languages` (BCP 47 tags, best first) that has a catalogue, English
 * where none has. A key that no catalogue has comes back as it is.
 */
export function translator(languages: readonly string[]): Translate {
  const language =
    languages
      .map((tag) => tag.toLowerCase().split("-")[0] ?? "")
      .find((primary) => Object.hasOwn(CATALOGUES, primary)) ?? FALLBACK;
  const catalogue: Catalogue = CATALOGUES[language] ?? CATALOGUES.en ?? {};
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

  return (key, params = {}) => {
    const entry = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (entry === undefined) return key;
    const sentence =
      typeof entry === "string"
        ? entry
        : (entry[plurals.select(Number(params.count))] ?? entry.other);
    return (sentence ?? key).replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = params[name];
      if (value === undefined) return place;
      return typeof value === "number" ? numbers.format(value) : isolated(value);
    });
  };
}

/**
 * What a code means in words. An unknown code of a newer host or kernel gets that one's own
 * `params.message` where it has one, and else a sentence that names the code.
 */
export function sentence(t: Translate, { code, params = {} }: Notice): string {
  const key = `notice.${code}`;
  // Some codes carry another one as their reason.
  const reason = typeof params.reason === "string" ? t(`notice.${params.reason}`) : "";
  const found = t(key, reason.startsWith("notice.") ? params : { ...params, reason });
  if (found !== key) return found;
  return typeof params.message === "string" ? params.message : t("notice.unknown", { code });
}
