package io.serai.processors.routing;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;

/**
 * What a scripted target does when it is asked.
 *
 * @param what it does
 * @param kind of its failure, where it fails
 * @param retryAfterSeconds that it asks for with its failure; 0 for not saying
 * @param pieces of content before the end or the failure of a stream
 */
record Behaviour(What what, ErrorKind kind, int retryAfterSeconds, int pieces) {

    enum What {
        ANSWERS,
        FAILS,
        /** As a stream: tells a role, then fails. */
        BREAKS_BEFORE_CONTENT,
        /** As a stream: says something, then fails. */
        BREAKS_AFTER_CONTENT,
        /** Says nothing until it is given up, or some time has passed. */
        HANGS,
        /** The client goes while it is asked. */
        IS_LEFT
    }

    SeraiException failure(String target) {
        String message = target + " fails on purpose";
        SeraiException failure;
        if (kind.name().startsWith("PROVIDER")) {
            failure = new ProviderException(kind, message);
        } else if (kind.name().startsWith("POLICY")) {
            failure = new PolicyException(kind, message);
        } else if (kind.name().startsWith("GATEWAY")) {
            failure = new GatewayException(kind, message);
        } else {
            failure = new CallerException(kind, message);
        }
        return retryAfterSeconds == 0 ? failure : failure.withRetryAfter(Duration.ofSeconds(retryAfterSeconds));
    }
}
