package io.serai.processors.frontend;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The JSON object that a caller posted. How deep it may be nested says the context's plugin {@link Json}, where there is one. */
public final class RequestBody {

    private static final byte[] NOTHING = {};

    private RequestBody() {}

    /** Reads it from the message's body; one that is a {@code Map} already is taken as it is, unless it is that of a form. */
    public static Map<String, Object> read(Message message) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (message.getBody() instanceof Map<?, ?> parsed && !isForm(type)) {
            return cast(parsed);
        }
        demandJson(type);
        return parsed(message);
    }

    /**
     * Reads JSON of whatever type it is said to be, for an API whose clients don't say. Not from web pages, which must not be able to post
     * it unasked: browsers ask first only for what they call JSON, and tell where they come from ({@code Origin}).
     */
    public static Map<String, Object> readUntyped(Message message) {
        if (message.getHeader("Origin") != null || !(message.getBody() instanceof byte[])) {
            return read(message);
        }
        return parsed(message);
    }

    private static Map<String, Object> parsed(Message message) {
        byte[] bytes = message.getBody() instanceof byte[] given ? given : message.getBody(byte[].class);
        try {
            return reader(message.getExchange().getContext()).readObject(bytes == null ? NOTHING : bytes);
        } catch (JsonException e) {
            String where = e.path().isEmpty() ? "The request body is not as expected" : "`" + e.path() + "`";
            throw CallerException.badField(e.path(), where + ": " + e.getMessage() + ".");
        }
    }

    private static Json reader(CamelContext context) {
        Json own = context.getCamelContextExtension().getContextPlugin(Json.class);
        return own == null ? Json.standard() : own;
    }

    /** Camel's HTTP consumers take forms apart. */
    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** Media types are compared without parameters: clients send {@code ; charset=utf-8}, which is JSON's only one. */
    private static void demandJson(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw new CallerException(
                    ErrorKind.CALLER_UNSUPPORTED_MEDIA_TYPE,
                    "The header Content-Type must be application/json, found "
                            + (type.isEmpty() ? "none." : "another media type."));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
