package io.serai.processors.directory.notices;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a web hook comes from a gateway that knows the secret, and just now: for receivers in Java. Remembers what it has let in
 * for as long as it could be sent again. Thread-safe.
 */
public final class WebhookVerifier {

    /** A signature that is older, or so much ahead, is refused. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern HEADER = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

    /** What is found. Only {@link #GOOD} is to be acted on; all else is HTTP 401. */
    public enum Verdict {
        GOOD,
        /** There is no secret to check with: nothing is believed. */
        NO_SECRET,
        /** The header is missing or no signature. */
        MALFORMED,
        /** The time of the signature is outside the window. */
        OUTDATED,
        /** Another secret, time or body was signed. */
        WRONG,
        /** It has come before. */
        REPEATED
    }

    private final String secret;
    private final Clock clock;
    private final Map<String, Long> seen = new HashMap<>();

    public WebhookVerifier(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * Looks at one request.
     *
     * @param header {@code x-serai-signature}, or empty
     * @param body as it came, before anything has parsed it
     */
    public Verdict check(String header, byte[] body) {
        if (secret.isEmpty()) {
            return Verdict.NO_SECRET;
        }
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            return Verdict.MALFORMED;
        }
        long now = clock.instant().getEpochSecond();
        long signed = Long.parseLong(matcher.group(1));
        if (Math.abs(now - signed) > WINDOW.toSeconds()) {
            return Verdict.OUTDATED;
        }
        byte[] mac = HexFormat.of().parseHex(matcher.group(2));
        if (!MessageDigest.isEqual(mac, WebhookSignature.mac(secret, signed, body))) {
            return Verdict.WRONG;
        }
        return isFirst(matcher.group(2), signed, now) ? Verdict.GOOD : Verdict.REPEATED;
    }

    private synchronized boolean isFirst(String mac, long signed, long now) {
        seen.values().removeIf(each -> now - each > WINDOW.toSeconds());
        return seen.putIfAbsent(mac, signed) == null;
    }
}
