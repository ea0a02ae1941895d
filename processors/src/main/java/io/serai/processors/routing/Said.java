package io.serai.processors.routing;

import io.serai.api.error.SeraiException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What came of asking a target: the exchange with its answer, or why there is none. */
record Said(@Nullable Exchange answer, @Nullable SeraiException failure) {

    static Said answered(Exchange answer) {
        return new Said(answer, null);
    }

    static Said failed(SeraiException failure) {
        return new Said(null, failure);
    }
}
