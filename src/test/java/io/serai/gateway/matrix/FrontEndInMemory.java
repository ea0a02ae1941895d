package io.serai.gateway.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.FrontEndCandidate;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A front end's reader and writer without a server: what a request becomes, and what a client is told. */
final class FrontEndInMemory {

    private static final Map<String, FrontEndCandidate> CANDIDATES =
            ServiceLoader.load(FrontEndCandidate.class).stream()
                    .map(Provider::get)
                    .collect(Collectors.toMap(FrontEndCandidate::name, candidate -> candidate));

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final FrontEndCandidate candidate;

    FrontEndInMemory(FrontEndClient client) {
        candidate = CANDIDATES.get(client.candidate());
        if (candidate == null) {
            throw new AssertionError(client.candidate() + " is none of " + CANDIDATES.keySet());
        }
    }

    /** The canonical request. */
    Map<String, Object> request(FrontEndClient.Post post) throws Exception {
        @SuppressWarnings("unchecked")
        Map<String, Object> request = asked(post).getMessage().getBody(Map.class);
        return request;
    }

    /** What the client is told. */
    String told(FrontEndClient.Post post, Object said) throws Exception {
        Exchange exchange = asked(post);
        exchange.getMessage().setBody(said);
        candidate.writer(path(post)).process(exchange);
        Object body = exchange.getMessage().getBody();
        return new String(body instanceof EventStream stream ? drained(stream) : (byte[]) body, UTF_8);
    }

    private Exchange asked(FrontEndClient.Post post) throws Exception {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path(post));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        int query = post.path().indexOf('?');
        if (query >= 0) {
            String asked = post.path().substring(query + 1);
            exchange.getMessage().setHeader(Exchange.HTTP_QUERY, asked);
            exchange.getMessage()
                    .setHeader(asked.substring(0, asked.indexOf('=')), asked.substring(asked.indexOf('=') + 1));
        }
        exchange.getMessage().setBody(post.body().encode().getBytes(UTF_8));
        candidate.reader(path(post)).process(exchange);
        return exchange;
    }

    private static String path(FrontEndClient.Post post) {
        int query = post.path().indexOf('?');
        return query < 0 ? post.path() : post.path().substring(0, query);
    }

    private static byte[] drained(EventStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
                bytes.writeBytes(frame);
            }
        }
        return bytes.toByteArray();
    }
}
