package io.serai.providers.huggingface;

import io.serai.api.chat.ObjectSchema;
import io.serai.api.chat.ResponseFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat request with what TGI says otherwise than OpenAI (<a
 * href="https://huggingface.co/docs/text-generation-inference/basic_tutorials/using_guidance">guidance</a>).
 *
 * @param members in canonical form, but for that
 * @param dropped what could not be said
 */
record TgiRequest(Map<String, Object> members, List<String> dropped) {

    private static final String FORMAT = "response_format";

    /** @param request it is not changed */
    static TgiRequest of(Map<String, Object> request) {
        TgiRequest own = new TgiRequest(new LinkedHashMap<>(request), new ArrayList<>(0));
        own.format(request);
        own.tools(request.get("tools"));
        // A list is all that it takes.
        if (request.get("stop") instanceof String one) {
            own.members.put("stop", List.of(one));
        }
        return own;
    }

    /**
     * A grammar is {@code {type, value}}; in place of OpenAI's JSON mode there is a schema that any object fits. TGI has "response_format OR
     * tools but not both": tools are what the answer depends on.
     */
    private void format(Map<String, Object> request) {
        if (!(request.get(FORMAT) instanceof Map<?, ?> given) || given.containsKey("value")) {
            return;
        }
        members.remove(FORMAT);
        ResponseFormat format = ResponseFormat.in(request).orElse(null);
        boolean hasTools = request.get("tools") instanceof List<?> tools && !tools.isEmpty();
        if (format == null || hasTools) {
            if (!"text".equals(given.get("type"))) {
                dropped.add(FORMAT);
            }
            return;
        }
        Map<String, Object> grammar = new LinkedHashMap<>();
        grammar.put("type", "json_object");
        grammar.put("value", format.schema().orElse(Map.of("type", "object")));
        members.put(FORMAT, grammar);
        if (given.get("json_schema") instanceof Map<?, ?> named && named.get("description") != null) {
            dropped.add(FORMAT + ".json_schema.description");
        }
    }

    /** The arguments of a call always fit, strict or not; {@code parameters} are required. */
    private void tools(@Nullable Object given) {
        if (!(given instanceof List<?> tools)) {
            return;
        }
        List<Object> own = new ArrayList<>(tools.size());
        for (Object tool : tools) {
            own.add(
                    tool instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> function
                            ? tool(map, function)
                            : tool);
        }
        members.put("tools", own);
    }

    private static Map<Object, Object> tool(Map<?, ?> tool, Map<?, ?> given) {
        Map<Object, Object> function = new LinkedHashMap<>(given);
        function.remove("strict");
        if (function.get("parameters") == null) {
            function.put("parameters", ObjectSchema.NO_ARGUMENTS);
        }
        Map<Object, Object> own = new LinkedHashMap<>(tool);
        own.put("function", function);
        return own;
    }
}
