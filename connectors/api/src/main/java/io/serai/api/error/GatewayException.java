package io.serai.api.error;

import org.jspecify.annotations.Nullable;

/** The gateway itself is at fault, or too busy. */
public final class GatewayException extends SeraiException {

    /** The {@link #code()} of a call whose models call each other without end: going elsewhere would only multiply it. */
    public static final String LOOP = "model_loop";

    public GatewayException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public GatewayException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(kind, message, cause);
    }
}
