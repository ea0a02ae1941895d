package io.serai.providers.serving.httpjson;

import io.serai.api.call.Operation;
import io.serai.providers.http.Translator;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.serving.ModelServer;
import io.serai.providers.serving.ServingOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Any HTTP endpoint that takes and gives JSON. Each operation that it offers is an option, {@code predict}, {@code embed} or {@code chat}:
 *
 * <pre>{@code
 * options:
 *   embed: |
 *     {"path": "/embed/{model}", "request": {"texts": "$.input"}, "response": "$.vectors"}
 * }</pre>
 *
 * {@code request} and {@code response} are {@link Template}s; of what the response selects {@link MappedAnswer} makes an answer. {@code
 * method} is {@code POST}, {@code PUT} or {@code PATCH}. An option that is wrong stops the start and is named.
 */
public final class HttpJsonDialect implements Dialect {

    private static final Set<Operation> OPERATIONS = Set.of(Operation.PREDICT, Operation.EMBED, Operation.CHAT);

    @Override
    public String name() {
        return "http-json";
    }

    @Override
    public Set<Operation> operations() {
        return OPERATIONS;
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        return new WholeAnswers(new ModelServer(settings).open(translator(settings), http));
    }

    static Translator translator(ProviderSettings settings) {
        try {
            return new HttpJsonTranslator(
                    settings.name(),
                    mappings(new ServingOptions(settings.options())),
                    new ModelServer(settings).errors());
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "expected com.jayway.jsonpath:json-path on the class path, found no " + e.getMessage(), e);
        }
    }

    private static Map<Operation, Mapping> mappings(ServingOptions options) {
        Map<Operation, Mapping> mappings = new EnumMap<>(Operation.class);
        for (Operation operation : OPERATIONS) {
            Map<String, Object> given = options.object(operation.label());
            if (!given.isEmpty()) {
                mappings.put(operation, Mapping.of(operation, given));
            }
        }
        if (mappings.isEmpty()) {
            throw new IllegalArgumentException("expected one of the options predict, embed and chat, found none");
        }
        return mappings;
    }
}
