package io.serai.processors.routing;

import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Finds out for which target a request is meant, by what it says; a {@link TargetBalancer} then asks that one first. Thread-safe. */
public interface Addressing extends Explainable {

    /** The target's name; empty where the request is meant for none of them, or that can't be found out. May ask a model. */
    Optional<String> target(Exchange exchange);

    /** The same, as far as it can be told without asking anybody. */
    Optional<String> foreseen(Inquiry inquiry);
}
