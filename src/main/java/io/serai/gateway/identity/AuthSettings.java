package io.serai.gateway.identity;

import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.identity.CredentialReader.QueryKey;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether callers are asked who they are, and how.
 *
 * @param pepper where the secret under all hashes of keys is found: {@code file:<path>} or {@code env:<name>}; empty for the file of the data
 *     folder, which is made at the first start
 * @param formerPepper where the one before is found, as long as keys are still shown that were made with it; empty where there is none
 * @param queryKey whether Gemini's clients may send their key in the address
 */
public record AuthSettings(Mode mode, String pepper, String formerPepper, QueryKey queryKey) {

    /** Said at the start where nobody is asked. */
    public static final String OPEN_NOTICE =
            """
            ****************************************************************************
            *  serai.auth=off: EVERYBODY ON THIS MACHINE MAY DO EVERYTHING.            *
            *  No keys, no tenants, no rights. For trying things out on a laptop only. *
            ****************************************************************************
            """;

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|\\[::1]", Pattern.CASE_INSENSITIVE);

    /** Whether callers are asked. */
    public enum Mode {
        OFF,
        ON
    }

    /**
     * Reads {@code serai.auth} and what is below it.
     *
     * @throws io.serai.gateway.settings.StartException where nobody is asked and others than this machine could connect
     */
    public static AuthSettings read(SettingsReader in) {
        Mode mode = mode(in);
        QueryKey queryKey = in.flag("auth.query-key", false) ? QueryKey.ON : QueryKey.OFF;
        return new AuthSettings(mode, place(in, "auth.pepper"), place(in, "auth.former-pepper"), queryKey);
    }

    private static String place(SettingsReader in, String key) {
        String written = in.text(key, "").strip();
        if (!written.isEmpty() && !written.startsWith("file:") && !written.startsWith("env:")) {
            // It may be the secret itself: it is not repeated.
            throw in.wrong(key, "expected file:<path> or env:<name>");
        }
        return written;
    }

    private static Mode mode(SettingsReader in) {
        String written = in.text("auth", "on").strip().toLowerCase(Locale.ROOT);
        Mode mode =
                switch (written) {
                    case "on" -> Mode.ON;
                    case "off" -> Mode.OFF;
                    default -> throw in.wrong("auth", "expected on or off, found '" + written + "'");
                };
        if (mode == Mode.OFF) {
            for (String host : List.of("http.host", "management.host")) {
                if (!isLoopback(in.text(host, "127.0.0.1"))) {
                    throw in.wrong(
                            "auth",
                            "is off, which is for this machine alone; serai." + host
                                    + " must be a loopback address such as 127.0.0.1");
                }
            }
        }
        return mode;
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.strip()).matches();
    }
}
