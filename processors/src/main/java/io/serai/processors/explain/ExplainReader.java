package io.serai.processors.explain;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads a request as the front end would whose path the query names, {@code ?path=/v1/messages}; without one as OpenAI's chat completions.
 * Leaves what that front end's reader leaves.
 */
public final class ExplainReader implements Processor {

    private static final String USUAL = "/v1/chat/completions";
    private static final String FAMILY = "*";

    private final Map<String, String> readers = new LinkedHashMap<>();

    /** The name of the bean that reads what is posted to a path; {@code *} at a path's end stands for any ending. */
    public void setReaders(Map<String, String> readers) {
        this.readers.clear();
        this.readers.putAll(readers);
    }

    public Map<String, String> getReaders() {
        return readers;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String target = target(exchange);
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Processor reader = exchange.getContext().getRegistry().lookupByNameAndType(reader(path), Processor.class);
        if (reader == null) {
            throw new IllegalStateException("expected a bean '" + reader(path) + "' that reads " + path);
        }
        // Readers take from the path and the query what their APIs have there.
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query < 0 ? "" : target.substring(query + 1));
        reader.process(exchange);
    }

    private static String target(Exchange exchange) {
        Object query = exchange.getVariable("query");
        Object path = query instanceof Map<?, ?> parameters ? parameters.get("path") : null;
        return path == null ? USUAL : path.toString();
    }

    private String reader(String path) {
        String exact = readers.get(path);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, String> known : readers.entrySet()) {
            String prefix = known.getKey();
            if (prefix.endsWith(FAMILY) && path.startsWith(prefix.substring(0, prefix.length() - 1))) {
                return known.getValue();
            }
        }
        throw new CallerException(
                        ErrorKind.CALLER_BAD_REQUEST,
                        "The query's `path` must be one of " + String.join(", ", readers.keySet()) + ", found another.")
                .withParam("path");
    }
}
