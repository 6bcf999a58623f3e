import { expect, test } from "vitest";
import { createDeclaredDevices, statusOf, type DeclaredDevice } from "./declared-devices.ts";

const web: DeclaredDevice = {
  deviceId: "web",
  deviceType: "web",
  status: "online",
  session: "s1",
  process: "one",
  expiresAt: null,
};
const phone: DeclaredDevice = { ...web, deviceId: "phone", session: null, expiresAt: 1_000 };

test("[D4] a session that says nothing counts as online", () => {
  expect(statusOf(1, [])).toBe("online");
  expect(statusOf(0, [])).toBe("offline");
});

test("[D4] online in one place is online, whatever the others say", () => {
  const away = { ...web, status: "away" } as const;
  expect(statusOf(1, [away])).toBe("away");
  expect(statusOf(2, [away])).toBe("online");
  expect(statusOf(1, [away, phone])).toBe("online");
  expect(statusOf(0, [phone])).toBe("online");
});

test("[D4] a chat that is closed is offline though its socket is open", () => {
  expect(statusOf(1, [{ ...web, status: "offline" }])).toBe("offline");
  expect(
    statusOf(2, [
      { ...web, status: "offline" },
      { ...web, session: "s2", status: "away" },
    ]),
  ).toBe("away");
});

test("[D4] what a session said ends with it, also when its end was not seen", () => {
  const away = { ...web, status: "away" } as const;
  expect(statusOf(0, [away])).toBe("offline");
  const devices = createDeclaredDevices();
  devices.put("ada", away);
  devices.put("ada", { ...away, session: "s2" });
  devices.endSession("ada", "s1");
  expect(devices.of("ada", 0).map(({ session }) => session)).toEqual(["s2"]);
  devices.endSession("ada", null);
  expect(devices.of("ada", 0)).toEqual([]);
});

test("[D4] a device without a connection counts until its time is over, or it says it is gone", () => {
  const devices = createDeclaredDevices();
  devices.put("ada", phone);
  expect(devices.of("ada", 999)).toEqual([phone]);
  expect(devices.of("ada", 1_000)).toEqual([]);
  devices.put("ada", phone);
  devices.put("ada", { ...phone, status: "offline" });
  expect(devices.of("ada", 0)).toEqual([]);
});

test("[D4] what sessions of a process said goes with the process; what was said over HTTP stays", () => {
  const devices = createDeclaredDevices();
  devices.put("ada", web);
  devices.put("ada", phone);
  devices.put("bob", { ...web, process: "two" });
  expect(devices.dropProcess("one")).toEqual(["ada"]);
  expect(devices.of("ada", 0)).toEqual([phone]);
  expect(devices.of("bob", 0)).toHaveLength(1);
});
