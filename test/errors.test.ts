import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputName, QuintileError, spell } from "../src/errors.js";

describe("what a message quotes is quoted without its secrets", () => {
  test.each([
    ["postgres://me:SECRET@host/db", "postgres://me@host/db"],
    ["trino://me:SECRET@host/hive", "trino://me@host/hive"],
    ["postgres://host/db?password=SECRET&port=1", "postgres://host/db?password=…&port=1"],
    ["trino://host/hive?ssl=true&access_token=SECRET&source=x", "trino://host/hive?ssl=true&access_token=…&source=x"],
    ['"trino://host/hive?accessToken=SECRET" is no file', '"trino://host/hive?accessToken=…" is no file'],
    ["trino://host/hive?ACCESS_TOKEN=SECRET.SECRET-SECRET_", "trino://host/hive?ACCESS_TOKEN=…"],
    ["postgresql+psycopg2://me:SECRET@host/db", "postgresql+psycopg2://me@host/db"],
    ["s3.v2-x://me:SECRET@host", "s3.v2-x://me@host"],
    ["redis://:SECRET@host", "redis://@host"],
    ["postgres://me@corp:SECRET@host/db", "postgres://me@corp@host/db"],
    ["postgres://host/db?sslpassword=SECRET", "postgres://host/db?sslpassword=…"],
    ["postgres://ann:my SECRET word@host/db is gone", "postgres://ann@host/db is gone"],
    ["postgres://ann:SE@CRET word@host:5432/db", "postgres://ann@host:5432/db"],
    ["a://u:SECRET x@h and b://v:SECRET y@i", "a://u@h and b://v@i"],
    ["http://localhost:8080/x belongs to ann@home", "http://localhost:8080/x belongs to ann@home"],
  ])("%s", (written, shown) => {
    const error = new QuintileError("USAGE", written, { hint: written });
    expect(error.toJSON()).toEqual({ code: "USAGE", message: shown, hint: shown });
  });

  test("whatever the scheme, the user, the password and the place", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_.%~-]{0,8}$/);
    const scheme = fc.stringMatching(/^[A-Za-z][A-Za-z0-9+.-]{0,11}$/);
    const password = fc.stringMatching(/^[!-~]{1,12}$/).map((text) => `SECRET${text}`);
    const place = fc.constantFrom("", "There is no file ", '"', "'", "(", "source=", "a:b@c ");
    fc.assert(
      fc.property(place, scheme, word, password, word, place, (before, kind, user, secret, host, after) => {
        const text = `${before}${kind}://${user}:${secret}@${host}/db${after}`;
        const { message, hint } = new QuintileError("USAGE", text, { hint: text });
        for (const shown of [message, hint ?? ""]) expect(shown).not.toContain("SECRET");
        expect(message).toContain(`${kind}://`);
      }),
    );
  });

  test("and what is none stays", () => {
    expect(new QuintileError("USAGE", "password=x, token=y of a user:z@home").message).toBe(
      "password=x, token=y of a user:z@home",
    );
  });
});

describe("the names of inputs", () => {
  const error = new QuintileError("USAGE", `${inputName("asOf")} tomorrow is not a date.`, {
    hint: `Leave ${inputName("asOf")} out.`,
  });

  test("stand as they are declared where nobody writes them otherwise", () => {
    expect(error.message).toBe("asOf tomorrow is not a date.");
    expect(error.toJSON().hint).toBe("Leave asOf out.");
  });

  test("are written in the way of a face, also when an error has been made of another one", () => {
    const again = new QuintileError(error.code, error.words.message, { hint: error.words.hint, cause: error });
    expect(again.spelled((name) => `--${name}!`).toJSON()).toEqual({
      code: "USAGE",
      message: "--asOf! tomorrow is not a date.",
      hint: "Leave --asOf! out.",
    });
  });

  test("are names, and nothing that a person wrote", () => {
    expect(spell("asOf --as-of \u{E000}no name\u{E001}", () => "x")).toBe("asOf --as-of \u{E000}no name\u{E001}");
  });
});
