package io.serai.api.error;

import org.jspecify.annotations.Nullable;

/** A rule of this gateway refuses the call. Never counts against a provider. */
public final class PolicyException extends SeraiException {

    public PolicyException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public PolicyException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(kind, message, cause);
    }
}
