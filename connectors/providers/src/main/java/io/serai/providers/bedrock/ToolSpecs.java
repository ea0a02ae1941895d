package io.serai.providers.bedrock;

import io.serai.api.chat.ObjectSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools as Converse describes them (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html">ToolSpecification</a>).
 */
final class ToolSpecs {

    private static final Map<String, Object> ANY_ARGUMENTS = Map.of("type", "object");

    /** All that Nova allows at the top: https://docs.aws.amazon.com/nova/latest/userguide/tool-use-definition.html */
    private static final Set<String> NOVA_MEMBERS = Set.of("type", "properties", "required");

    private final ModelTraits traits;
    private final ToolNames names;
    private final Drops drops;
    private boolean serversTools;

    ToolSpecs(ModelTraits traits, ToolNames names, Drops drops) {
        this.traits = traits;
        this.names = names;
        this.drops = drops;
    }

    /**
     * The tools of a request.
     *
     * @param only the functions that count, empty for all
     */
    List<Object> of(@Nullable Object tools, List<String> only) {
        List<Object> specs = new ArrayList<>(4);
        if (tools instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> tool) {
                    add(cast(tool), i, only, specs);
                }
            }
        }
        return specs;
    }

    /** Tools of which nothing but the names is known: a conversation with calls is refused without their tools. */
    List<Object> named(Set<String> wireNames) {
        List<Object> specs = new ArrayList<>(wireNames.size());
        wireNames.forEach(name -> specs.add(spec(name, null, ANY_ARGUMENTS)));
        return specs;
    }

    /** A tool for an answer that has to be JSON. */
    Map<String, Object> answer(String wireName, Map<String, Object> schema) {
        return spec(wireName, null, schema(schema));
    }

    /** Whether the provider itself runs one of those that were given. */
    boolean haveServersTools() {
        return serversTools;
    }

    private void add(Map<String, Object> tool, int index, List<String> only, List<Object> specs) {
        if (!(tool.get("function") instanceof Map<?, ?> function)) {
            own(tool, index, specs);
        } else if (only.isEmpty() || only.contains(String.valueOf(function.get("name")))) {
            specs.add(function(cast(function), index));
        } else {
            return;
        }
        if (tool.containsKey("cache_control")) {
            CachePoint.after(tool, "tools[" + index + "]", CachePoint.Scope.ofTools(traits), specs, drops);
        }
    }

    /** A tool in Converse's own words, such as {@code {"type": "systemTool", "systemTool": {"name": "nova_grounding"}}}. */
    private void own(Map<String, Object> tool, int index, List<Object> specs) {
        for (String kind : List.of("systemTool", "toolSpec", "cachePoint")) {
            if (tool.get(kind) instanceof Map<?, ?> inner) {
                specs.add(Map.of(kind, inner));
                serversTools |= kind.equals("systemTool");
                return;
            }
        }
        drops.add("tools[" + index + "]");
    }

    private Map<String, Object> function(Map<String, Object> function, int index) {
        Object parameters = function.get("parameters");
        Map<String, Object> schema =
                parameters instanceof Map<?, ?> map && !map.isEmpty() ? schema(cast(map)) : ObjectSchema.NO_ARGUMENTS;
        if (traits.family() == ModelFamily.NOVA || traits.family() == ModelFamily.NOVA_2) {
            schema = novas(schema, index);
        }
        Optional<Map<String, Object>> strict = Optional.empty();
        if (Boolean.TRUE.equals(function.get("strict"))) {
            strict = traits.answersBySchema() || traits.family() == ModelFamily.HIDDEN
                    ? ClosedSchema.of(schema)
                    : Optional.empty();
            if (strict.isEmpty()) {
                drops.add("tools[" + index + "].function.strict");
            }
        }
        Map<String, Object> spec = spec(
                names.toBedrock(String.valueOf(function.get("name"))),
                function.get("description") instanceof String text && !text.isBlank() ? text : null,
                strict.orElse(schema));
        if (strict.isPresent()) {
            inner(spec).put("strict", true);
        }
        return spec;
    }

    /** "The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object." */
    private static Map<String, Object> schema(Map<String, Object> given) {
        if (given.containsKey("type")) {
            return given;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.putAll(given);
        return schema;
    }

    private Map<String, Object> novas(Map<String, Object> given, int index) {
        if (NOVA_MEMBERS.containsAll(given.keySet())) {
            return given;
        }
        Map<String, Object> schema = new LinkedHashMap<>(given);
        given.keySet().stream().filter(member -> !NOVA_MEMBERS.contains(member)).forEach(member -> {
            schema.remove(member);
            drops.add("tools[" + index + "].function.parameters." + member);
        });
        return schema;
    }

    private static Map<String, Object> spec(String name, @Nullable String description, Map<String, Object> schema) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", name);
        if (description != null) {
            spec.put("description", description);
        }
        spec.put("inputSchema", Map.of("json", schema));
        return Map.of("toolSpec", spec);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> spec) {
        return (Map<String, Object>) spec.getOrDefault("toolSpec", new LinkedHashMap<>());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
