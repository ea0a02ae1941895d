package io.serai.gateway.http;

import io.serai.api.caller.Caller;
import java.util.Optional;

/** Says who has sent a request. Asked for every request but those to the probes, before its body is read. Thread-safe. */
public interface Entrance {

    /**
     * Who has sent it, as far as that can be said from memory. Called on an event loop: must not wait.
     *
     * @return empty where that takes waiting: {@link #admit} is asked then
     * @throws io.serai.api.error.CallerException where nobody is known by what was shown, HTTP 401
     */
    Optional<Caller> glance(Arrival arrival);

    /**
     * Who has sent it. May wait: called on a virtual thread.
     *
     * @throws io.serai.api.error.CallerException where nobody is known by what was shown, HTTP 401
     * @throws io.serai.api.error.GatewayException where that can't be said at the moment, HTTP 503
     */
    Caller admit(Arrival arrival);

    /** Takes everybody for one and the same. */
    static Entrance openTo(Caller everybody) {
        return new Entrance() {
            private final Optional<Caller> known = Optional.of(everybody);

            @Override
            public Optional<Caller> glance(Arrival arrival) {
                return known;
            }

            @Override
            public Caller admit(Arrival arrival) {
                return everybody;
            }
        };
    }
}
