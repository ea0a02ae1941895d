package io.serai.processors.routing;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;

/** Who else may be asked after a failure. Where several have failed at once, the last of these decides. */
enum Recourse {
    ANYBODY,
    /** Whoever takes longer requests. */
    LARGER_WINDOW,
    /** Nobody: a caller's own mistakes stay mistakes elsewhere, and so does what a guard has found in a request. */
    NOBODY,
    /** Whoever is there for content that others refuse. */
    CONTENT_POLICY;

    static Recourse after(SeraiException failure) {
        ErrorKind kind = failure.kind();
        if (kind == ErrorKind.PROVIDER_CONTENT_FILTER) {
            return CONTENT_POLICY;
        }
        if (failure instanceof CallerException
                || kind == ErrorKind.POLICY_GUARD_BLOCKED
                || failure.code().filter(GatewayException.LOOP::equals).isPresent()) {
            return NOBODY;
        }
        return kind == ErrorKind.PROVIDER_CONTEXT_LENGTH ? LARGER_WINDOW : ANYBODY;
    }
}
