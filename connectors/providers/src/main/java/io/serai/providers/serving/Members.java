package io.serai.providers.serving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of the members of a prediction's request that its server has no words for. */
public final class Members {

    /** Not the server's business, or said by the path. */
    private static final Set<String> SILENT =
            Set.of("model", ModelName.VERSION, "stream", "simulate", "user", "extra_body");

    private Members() {}

    /** Whether a member goes without saying. */
    public static boolean isSilent(String name) {
        return SILENT.contains(name);
    }

    /** The request as it is but for what is not the server's business, and with {@code extra_body} at its top. */
    public static Map<String, Object> passedOn(Map<String, Object> request) {
        Map<String, Object> body = new LinkedHashMap<>(request);
        body.keySet().removeAll(SILENT);
        merge(request, body);
        return body;
    }

    /** Puts {@code extra_body} at the top of a body. */
    public static void merge(Map<String, Object> request, Map<String, Object> body) {
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> {
                if (!"model".equals(name) && !"stream".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
    }

    /**
     * The paths of what is left unsaid by a server that knows nothing but names and data.
     *
     * @param known parameters of the request that are told
     */
    public static List<String> unsaid(Map<String, Object> request, Set<String> known) {
        List<String> dropped = new ArrayList<>(0);
        request.forEach((name, value) -> {
            boolean said = name.equals("id") || name.equals("inputs") || name.equals("outputs");
            if (name.equals("parameters") && value instanceof Map<?, ?> parameters) {
                parameters.keySet().stream()
                        .filter(parameter -> !known.contains(parameter))
                        .forEach(parameter -> dropped.add("parameters." + parameter));
            } else if (value != null && !said && !isSilent(name)) {
                dropped.add(name);
            }
        });
        Tensor.inputs(request).forEach(input -> parameters(input, dropped));
        Tensor.wished(request).forEach(output -> parameters(output, dropped));
        return dropped;
    }

    /** A content type says how to read the data, which is done here; asking for bytes on the wire is between us and the server. */
    private static void parameters(Tensor tensor, List<String> dropped) {
        tensor.parameters().keySet().stream()
                .filter(name -> !name.equals(Tensor.CONTENT_TYPE) && !name.equals("binary_data"))
                .forEach(name -> dropped.add(tensor.path() + ".parameters." + name));
    }
}
