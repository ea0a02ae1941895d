package io.serai.processors.directory.notices;

/**
 * How mail is sent.
 *
 * @param host of the SMTP server
 * @param from the sender's address
 * @param user or empty where the server wants none
 * @param password of the user
 */
public record MailSettings(String host, int port, Security security, String from, String user, String password) {

    /** How the connection is secured. */
    public enum Security {
        /** TLS from the first byte (port 465). */
        TLS,
        /** Plain at first, TLS or nothing afterwards (port 587). */
        STARTTLS,
        /** Not at all: for a relay on the same machine. */
        NONE
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + ", " + security + "]";
    }
}
