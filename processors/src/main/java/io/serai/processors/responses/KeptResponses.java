package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rules;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Answers from what is kept: {@code GET /v1/responses/{id}} (<a
 * href="https://platform.openai.com/docs/api-reference/responses/get">source</a>), {@code GET /v1/responses/{id}/input_items} (<a
 * href="https://platform.openai.com/docs/api-reference/responses/input-items">source</a>) and {@code DELETE /v1/responses/{id}}. By the
 * headers {@code CamelHttpPath}, {@code CamelHttpMethod} and {@code CamelHttpQuery}. What another caller keeps is not there.
 */
public final class KeptResponses implements Processor {

    private static final String PREFIX = "/v1/responses";
    private static final String INPUT_ITEMS = "/input_items";
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final StoreAccess access;

    public KeptResponses() {
        this(new StoreAccess());
    }

    KeptResponses(StoreAccess access) {
        this.access = access;
    }

    @Override
    public void process(Exchange exchange) {
        String below = below(exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class));
        String method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD, "GET", String.class);
        Query query = Query.of(exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class));
        boolean isList = below.endsWith(INPUT_ITEMS);
        String id = isList ? below.substring(0, below.length() - INPUT_ITEMS.length()) : below;
        if (id.isEmpty() || id.contains("/")) {
            throw new CallerException(
                            ErrorKind.CALLER_NOT_FOUND,
                            "Unknown request URL: " + method + " " + PREFIX + "/" + below + ".")
                    .withCode("unknown_url");
        }
        ResponseStore store = access.of(exchange);
        String scope = CallerScope.of(exchange);
        if (method.equals("DELETE") && !isList) {
            Answer.write(exchange, delete(store, scope, id));
            return;
        }
        StoredResponse kept = store.find(scope, id).orElseThrow(() -> Recall.responseNotFound(id));
        Answer.write(exchange, isList ? page(kept, query) : response(kept, query));
    }

    /** The path below {@code /v1/responses}, which may come with or without what is above it. */
    private static String below(String path) {
        String below = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
        return below.startsWith("/") ? below.substring(1) : below;
    }

    private static Map<String, Object> delete(ResponseStore store, String scope, String id) {
        if (!store.delete(scope, id)) {
            throw Recall.responseNotFound(id);
        }
        Map<String, Object> deleted = new LinkedHashMap<>();
        deleted.put("id", id);
        deleted.put("object", "response");
        deleted.put("deleted", true);
        return deleted;
    }

    private static Map<String, Object> response(StoredResponse kept, Query query) {
        if (query.first("stream", "false").equals("true")) {
            throw ResponsesRules.unsupported("stream");
        }
        Map<String, Object> response = kept.responseObject();
        if (!query.includes(CanonicalRequest.ENCRYPTED)) {
            response.put(
                    "output",
                    kept.outputItems().stream().map(ResponseCall::unsealed).toList());
        }
        return response;
    }

    private static Map<String, Object> page(StoredResponse kept, Query query) {
        List<Map<String, Object>> items = new ArrayList<>(InputList.of(kept));
        String order = query.first("order", "desc");
        Rules.word("asc", "desc").check(order, Path.REQUEST.member("order"));
        if (order.equals("desc")) {
            Collections.reverse(items);
        }
        int from = after(items, query.first("after", ""));
        int to = Math.min(items.size(), from + limit(query));
        List<Map<String, Object>> data = items.subList(from, to);
        if (!query.includes(CanonicalRequest.ENCRYPTED)) {
            data = data.stream().map(ResponseCall::unsealed).toList();
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("object", "list");
        page.put("data", data);
        page.put("first_id", data.isEmpty() ? null : data.get(0).get("id"));
        page.put("last_id", data.isEmpty() ? null : data.get(data.size() - 1).get("id"));
        page.put("has_more", to < items.size());
        return page;
    }

    private static int after(List<Map<String, Object>> items, String id) {
        if (id.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < items.size(); i++) {
            if (id.equals(items.get(i).get("id"))) {
                return i + 1;
            }
        }
        throw CallerException.badField("after", "`after` must be the id of an item in the list.");
    }

    private static int limit(Query query) {
        String limit = query.first("limit", Integer.toString(PAGE));
        try {
            int count = Integer.parseInt(limit);
            if (count >= 1 && count <= LARGEST_PAGE) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Told below, as any number that will not do.
        }
        throw CallerException.badField("limit", "`limit` must be an integer from 1 to " + LARGEST_PAGE + ".");
    }

    /** The part of a URL after its question mark. */
    private record Query(Map<String, List<String>> parameters) {

        static Query of(String text) {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            for (String pair : text.split("&")) {
                String[] halves = pair.split("=", 2);
                String value = halves.length == 2 ? decoded(halves[1]) : "";
                parameters
                        .computeIfAbsent(decoded(halves[0]), name -> new ArrayList<>())
                        .add(value);
            }
            return new Query(parameters);
        }

        String first(String name, String otherwise) {
            List<String> values = parameters.get(name);
            return values == null ? otherwise : values.get(0);
        }

        /** SDKs write lists as {@code include[]=…}, {@code include=…} or {@code include[0]=…}. */
        boolean includes(String value) {
            return parameters.entrySet().stream()
                    .anyMatch(each -> each.getKey().startsWith("include")
                            && each.getValue().contains(value));
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, UTF_8);
            } catch (IllegalArgumentException e) {
                return text;
            }
        }
    }
}
