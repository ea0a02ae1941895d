package io.serai.gateway.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.Usage;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.PriceListReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list that the gateway comes with: names as providers have them, each by the price of its own. */
class ShippedPricesTest {

    private static PriceList list;

    @BeforeAll
    static void read() throws IOException {
        list = PriceListReader.read("routes/prices.yaml", Files.readString(Path.of("../routes/prices.yaml")));
    }

    /** Dollars for so many tokens in and none out, so as to see which line counts. */
    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4.1, 1000000, 2",
        "openai, gpt-4.1-2025-04-14, 1000000, 2",
        "openai, gpt-4.1-mini-2025-04-14, 1000000, 0.4",
        "openai, gpt-4o-mini-2024-07-18, 1000000, 0.15",
        "openai, gpt-5.4, 272000, 0.68",
        "openai, gpt-5.4, 300000, 1.5",
        "openai-responses, o3-2025-04-16, 1000000, 2",
        "openai, text-embedding-3-small, 1000000, 0.02",
        "anthropic, claude-opus-4-5-20251101, 1000000, 5",
        "anthropic, claude-opus-4-1-20250805, 1000000, 15",
        "anthropic, claude-opus-5-5, 1000000, 4",
        "anthropic, claude-opus-5, 1000000, 5",
        "anthropic, claude-sonnet-4-20250514, 1000000, 3",
        "anthropic, claude-sonnet-4-5@20250929, 1000000, 3",
        "anthropic, claude-fable-5-1, 1000000, 10",
        "anthropic, claude-haiku-5-5, 100000, 0.01",
        "anthropic, claude-haiku-5-5, 200000, 0.1",
        "gemini, gemini-2.5-pro, 200000, 0.25",
        "gemini, gemini-2.5-pro, 400000, 1",
        "gemini, gemini-2.5-flash-lite, 1000000, 0.1",
        "xai, grok-4.5, 199999, 0.399998",
        "xai, grok-4.5, 200000, 0.8",
        "xai, grok-4.20-0309-reasoning, 100000, 0.125",
        "groq, openai/gpt-oss-120b, 1000000, 0.15",
        "bedrock, global.anthropic.claude-haiku-4-5-20251001-v1:0, 1000000, 1",
        "bedrock, eu.anthropic.claude-haiku-4-5-20251001-v1:0, 1000000, 1.1",
        "bedrock, anthropic.claude-sonnet-4-5-20250929-v1:0, 1000000, 3.3",
        "bedrock, us.anthropic.claude-sonnet-4-20250514-v1:0, 1000000, 3",
        "simulated, anything, 1000000, 0"
    })
    void model_byItsName_costsAsItsProviderSays(String provider, String model, long tokens, String dollars) {
        assertThat(cost(provider, model, tokens)).hasValue(dollars);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-audio-preview",
        "openai, gpt-4o-2024-05-13",
        "openai, gpt-4.1-turbo",
        "openai, gpt-image-1",
        "openai, o3-deep-research",
        "gemini, gemini-2.5-flash-image",
        "cohere, rerank-v3.5",
        "bedrock, amazon.nova-lite-v1:0",
        "ollama, llama3.2"
    })
    void model_thatTheListDoesNotHave_isNotTakenForAnother(String provider, String model) {
        assertThat(list.find(provider, model)).isEmpty();
    }

    @Test
    void list_ofTheGateway_hasThePricesOfManyModels() {
        assertThat(list.size()).isGreaterThan(100);
    }

    private static Optional<String> cost(String provider, String model, long tokens) {
        return list.find(provider, model)
                .flatMap(price -> price.cost(Usage.of(tokens, 0)))
                .map(Object::toString);
    }
}
