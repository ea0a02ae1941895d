package io.serai.processors.routing;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;

/** What the steps of a balancer are called: by the endpoint that each of them, or the first step inside it, sends to. */
final class StepNames {

    private static final String PROVIDERS = "ai://";

    private StepNames() {}

    /** {@code openai/gpt-4.1-mini} for {@code ai:openai/gpt-4.1-mini?…}, {@code model://smart} for {@code model:smart}. */
    static Optional<String> of(Processor step) {
        if (step instanceof EndpointAware aware && aware.getEndpoint() != null) {
            return Optional.of(name(aware.getEndpoint()));
        }
        if (step instanceof Navigate<?> composite && composite.hasNext()) {
            List<?> inside = composite.next();
            for (Object each : inside) {
                Optional<String> name = each instanceof Processor processor ? of(processor) : Optional.empty();
                if (name.isPresent()) {
                    return name;
                }
            }
        }
        return Optional.empty();
    }

    private static String name(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        int query = uri.indexOf('?');
        String plain = query < 0 ? uri : uri.substring(0, query);
        return plain.startsWith(PROVIDERS) ? plain.substring(PROVIDERS.length()) : plain;
    }
}
