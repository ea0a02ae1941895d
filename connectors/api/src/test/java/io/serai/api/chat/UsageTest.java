package io.serai.api.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'a':2} | {'a':3}",
                "{'a':1} | {'b':2} | {'a':1,'b':2}",
                "{} | {'a':1} | {'a':1}",
                "{'a':{'b':1}} | {'a':{'b':2,'c':3}} | {'a':{'b':3,'c':3}}",
                "{'a':{'b':1}} | {} | {'a':{'b':1}}",
                "{'a':null} | {'a':null} | {'a':null}",
                "{'a':null} | {'a':{'b':1}} | {'a':{'b':1}}",
                "{'a':{'b':1}} | {'a':null} | {'a':{'b':1}}",
                "{'a':{'b':null}} | {'a':{'b':2}} | {'a':{'b':2}}",
                "{'a':0.1} | {'a':0.2} | {'a':0.3}",
                "{'a':1} | {'a':0.5} | {'a':1.5}",
                "{'a':2147483647} | {'a':1} | {'a':2147483648}",
                "{'a':99999999999999999999} | {'a':1} | {'a':100000000000000000000}",
                "{'a':'default'} | {'a':'flex'} | {'a':'default'}",
                "{'a':1} | {'a':'x'} | {'a':1}",
                "{'a':[1]} | {'a':[2]} | {'a':[1]}",
            })
    void sum_members_addUp(String left, String right, String expected) {
        Map<String, Object> first = map(left);
        Map<String, Object> second = map(right);

        Map<String, Object> sum = Usage.sum(List.of(first, second));

        assertThat(new String(Json.write(sum), UTF_8)).isEqualTo(expected.replace('\'', '"'));
        assertThat(first).isEqualTo(map(left));
        assertThat(second).isEqualTo(map(right));
    }

    @Test
    void sum_ofMany_isTheSumOfAll() {
        Map<String, Object> part = map("{'prompt_tokens':1,'prompt_tokens_details':{'cached_tokens':1},'cost':0.25}");

        assertThat(Usage.sum(List.of(part, part, part, part)).toString())
                .isEqualTo("{prompt_tokens=4, prompt_tokens_details={cached_tokens=4}, cost=1.00}");
        assertThat(Usage.sum(List.of())).isEmpty();
    }

    @Test
    void view_membersOfAnyKind_areCounted() {
        Usage usage = new Usage(
                map(
                        "{'prompt_tokens':5,'completion_tokens':'x','prompt_tokens_details':null,'completion_tokens_details':{'reasoning_tokens':2}}"));

        assertThat(usage.promptTokens()).isEqualTo(5);
        assertThat(usage.completionTokens()).isZero();
        assertThat(usage.cachedTokens()).isZero();
        assertThat(usage.reasoningTokens()).isEqualTo(2);
    }

    private static Map<String, Object> map(String json) {
        try {
            return Json.standard().readObject(json.replace('\'', '"').getBytes(UTF_8));
        } catch (JsonException e) {
            throw new AssertionError(json + ": " + e.getMessage());
        }
    }
}
