package io.serai.api.error;

import org.jspecify.annotations.Nullable;

/** The request is at fault: repeating it elsewhere will fail as well. */
public final class CallerException extends SeraiException {

    public CallerException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public CallerException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(kind, message, cause);
    }

    /** {@code caller_bad_request} that names the field at fault. */
    public static SeraiException badField(String param, String message) {
        return new CallerException(ErrorKind.CALLER_BAD_REQUEST, message).withParam(param);
    }
}
