package io.serai.gateway.settings;

/** The gateway can't start. The message is one line that says what was expected, what was found, where, and what to do. */
public final class StartException extends RuntimeException {

    public StartException(String message) {
        super(message, null, false, false);
    }
}
