package io.serai.gateway.identity;

import io.serai.api.error.SeraiException;
import io.serai.gateway.http.Arrival;

/** Hears of requests that are turned away. Called on event loops: must not wait. */
@FunctionalInterface
public interface Denials {

    /** Hears nothing. */
    Denials NONE = (arrival, failure) -> {};

    void denied(Arrival arrival, SeraiException failure);
}
