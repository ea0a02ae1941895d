package io.serai.api.error;

import org.jspecify.annotations.Nullable;

/** The gateway itself is at fault, or too busy. */
public final class GatewayException extends SeraiException {

    public GatewayException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public GatewayException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(kind, message, cause);
    }
}
