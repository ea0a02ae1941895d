package io.serai.processors.identity;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a request brought to say who sent it.
 *
 * @param shown the key or token
 * @param certificates of the client, its own first; none where it showed none. Their issuer has been verified by TLS
 * @param address of the client, an IPv4 or IPv6 address as text, as the connection has it; never what a header says
 */
public record Credentials(Shown shown, List<X509Certificate> certificates, String address) {

    /** The key or token of a request. */
    public sealed interface Shown {}

    /** Neither key nor token. */
    public record Nothing() implements Shown {}

    /**
     * Exactly one, from whatever place: of 1 to 16,384 visible ASCII characters, none of them a comma.
     *
     * @param text never to be logged, stored or repeated
     */
    public record Token(String text) implements Shown {

        /** Does not tell it. */
        @Override
        public String toString() {
            return "a token";
        }
    }

    /**
     * Something that is no credential, or more than one.
     *
     * @param reason for the log
     */
    public record Unfit(String reason) implements Shown {}

    public Credentials {
        certificates = List.copyOf(certificates);
    }
}
