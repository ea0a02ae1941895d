package io.serai.api.error;

import org.jspecify.annotations.Nullable;

/** The upstream failed or refused: another target may answer. */
public final class ProviderException extends SeraiException {

    public ProviderException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public ProviderException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(kind, message, cause);
    }
}
