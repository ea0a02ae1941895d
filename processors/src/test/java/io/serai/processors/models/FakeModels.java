package io.serai.processors.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;

/** {@code model:} without a catalog: remembers with which options each model was published. */
final class FakeModels extends DirectComponent {

    final Map<String, Map<String, Object>> options = new LinkedHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        options.computeIfAbsent(remaining, name -> new LinkedHashMap<>()).putAll(parameters);
        parameters.clear();
        return super.createEndpoint(uri, remaining, parameters);
    }
}
