package io.serai.providers.compatible;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat request in a service's own words. What needs no change stays the same object, so that it is not written anew. */
final class RequestWriter {

    private static final String MESSAGES = "messages";

    private final Wording wording;
    private final Map<String, Object> body;
    private final List<String> dropped = new ArrayList<>(0);
    private boolean beta;

    private RequestWriter(Wording wording, Map<String, Object> request) {
        this.wording = wording;
        this.body = new LinkedHashMap<>(request);
    }

    /**
     * What is said.
     *
     * @param body without model and stream
     * @param dropped what could not be said
     * @param beta whether it takes features that the service has not released
     */
    record Written(Map<String, Object> body, List<String> dropped, boolean beta) {}

    /** @param request in canonical form; it is not changed */
    static Written write(Wording wording, Map<String, Object> request) {
        RequestWriter writer = new RequestWriter(wording, request);
        writer.write();
        return new Written(writer.body, writer.dropped, writer.beta);
    }

    private void write() {
        // Of the simulated provider; OpenAI refuses what it does not know.
        body.remove("simulate");
        Object extra = body.remove("extra_body");
        if (!wording.is(Quirk.NOTHING_KNOWN)) {
            schema();
            ReasoningWriter.write(wording.wish(), body, dropped);
            beta |= ToolWriter.write(wording, body, dropped);
        }
        members();
        messages();
        if (extra instanceof Map<?, ?> own) {
            own.forEach((name, value) -> {
                if (!"model".equals(name) && !"stream".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        } else if (extra != null) {
            // Not what is meant by it; the provider says best what is wrong.
            body.put("extra_body", extra);
        }
    }

    private void members() {
        for (Iterator<Map.Entry<String, Object>> all = body.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Object> member = all.next();
            if (isUnknown(member.getKey(), member.getValue())) {
                if (!Defaults.has(member.getKey(), member.getValue())) {
                    dropped.add(member.getKey());
                }
                all.remove();
            }
        }
        wording.renamed().forEach((canonical, own) -> {
            Object value = body.remove(canonical);
            // A null says nothing, and must not undo what the request says under the service's own name.
            if (value != null) {
                body.put(own, value);
            }
        });
        Object verbosity = body.get("verbosity");
        if (wording.wish() != Wording.Wish.CANONICAL && ("xhigh".equals(verbosity) || "max".equals(verbosity))) {
            // OpenRouter's, from Anthropic's efforts; OpenAI's words end with high.
            body.put("verbosity", "high");
            dropped.add("verbosity");
        }
        if (wording.is(Quirk.ON_DEMAND_TIER) && "default".equals(body.get("service_tier"))) {
            body.put("service_tier", "on_demand");
        }
    }

    private boolean isUnknown(String name, @Nullable Object value) {
        return switch (name) {
            case "n" ->
                wording.members().contains(name)
                        || (wording.is(Quirk.ONE_CHOICE) && !Integer.valueOf(1).equals(value));
            case "deferred" -> wording.is(Quirk.NOT_DEFERRED);
            case MESSAGES, "model" -> false;
            default -> wording.members().contains(name);
        };
    }

    private void messages() {
        if (!(body.get(MESSAGES) instanceof List<?> messages)) {
            return;
        }
        MessageWriter writer = new MessageWriter(wording, body, dropped);
        List<Object> changed = null;
        int last = messages.size() - 1;
        for (int i = 0; i <= last; i++) {
            Object message = messages.get(i);
            Object own = message instanceof Map<?, ?> map ? writer.write(i, map, i == last) : message;
            if (own != message && changed == null) {
                changed = new ArrayList<>(messages.subList(0, i));
            }
            if (changed != null) {
                changed.add(own);
            }
        }
        beta |= writer.hasPrefix();
        if (changed != null) {
            body.put(MESSAGES, changed);
        }
    }

    private void schema() {
        if (!wording.is(Quirk.SCHEMA_BY_TOOL)
                || !(body.get("response_format") instanceof Map<?, ?> format)
                || !"json_schema".equals(format.get("type"))) {
            return;
        }
        SchemaTool tool = SchemaTool.in(wording, body);
        if (tool != null) {
            body.remove("response_format");
            tool.ask(body, dropped);
        } else {
            dropped.add("response_format.json_schema");
            body.put("response_format", new LinkedHashMap<>(Map.of("type", "json_object")));
        }
    }
}
