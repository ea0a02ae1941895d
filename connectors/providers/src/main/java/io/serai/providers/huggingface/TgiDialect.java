package io.serai.providers.huggingface;

import io.serai.api.call.Operation;
import io.serai.providers.compatible.Address;
import io.serai.providers.compatible.CompatibleTranslator;
import io.serai.providers.compatible.Quirk;
import io.serai.providers.compatible.Service;
import io.serai.providers.compatible.Wording;
import io.serai.providers.compatible.Wording.History;
import io.serai.providers.compatible.Wording.Wish;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Text Generation Inference by its <a
 * href="https://huggingface.co/docs/text-generation-inference/messages_api">Messages API</a>. Not by {@code /generate}, which takes a
 * prompt that has the model's chat template in it: only the server knows that. The model is called {@code tgi}; any other name is that of
 * a <a href="https://huggingface.co/docs/text-generation-inference/conceptual/lora">LoRA adapter</a>.
 */
public final class TgiDialect implements Dialect {

    /** What it has: <a href="https://github.com/huggingface/text-generation-inference/blob/main/router/src/lib.rs">ChatRequest</a>. */
    private static final Service SERVICE = Service.of(Wording.COMMON
            .renaming("max_completion_tokens", "max_tokens")
            .without("store", "prediction", "modalities", "audio", "verbosity", "prompt_cache_retention")
            // There, and marked as unused.
            .without("logit_bias", "n")
            .without("user", "metadata", "service_tier", "prompt_cache_key", "safety_identifier", "parallel_tool_calls")
            .without("reasoning_effort", "functions", "function_call", "thinking", "options", "keep_alive")
            .withoutInMessages("refusal", "annotations", "audio", "function_call")
            .withTools("function")
            .reasoning(Wish.EFFORT, History.NOT_AT_ALL)
            .with(Quirk.TEXT_RESULTS));

    @Override
    public String name() {
        return "tgi";
    }

    @Override
    public Set<Operation> operations() {
        return SERVICE.operations();
    }

    @Override
    public Backend open(ProviderSettings provider, UpstreamClient http) {
        ServerErrors errors = Access.errors(provider);
        Address address = (endpoint, model) -> "/v1" + endpoint;
        CompatibleTranslator messages =
                new CompatibleTranslator(SERVICE, address, Map.of(), errors.inBodies(), () -> UUID.randomUUID()
                        .toString());
        return Access.open(provider, new TgiTranslator(messages, errors), http);
    }
}
