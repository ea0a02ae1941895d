package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What keeps meeting the same target. */
public enum StickyBy {
    /** Whoever a request says that it is for, else who calls. */
    USER {
        @Override
        @Nullable
        String of(Exchange exchange) {
            if (exchange.getMessage().getBody() instanceof Map<?, ?> request) {
                for (String member : NAMING_USERS) {
                    if (request.get(member) instanceof String user && !user.isEmpty()) {
                        return user;
                    }
                }
            }
            return KEY.of(exchange);
        }
    },
    /** Who calls, as authentication knows it. */
    KEY {
        @Override
        @Nullable
        String of(Exchange exchange) {
            Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
            return caller == null ? null : caller.tenant() + "/" + caller.principal();
        }
    };

    /** OpenAI's (<a href="https://platform.openai.com/docs/api-reference/chat/create">source</a>). */
    private static final List<String> NAMING_USERS = List.of("user", "safety_identifier", "prompt_cache_key");

    /** Null where nothing is known to stick to. */
    abstract @Nullable String of(Exchange exchange);
}
