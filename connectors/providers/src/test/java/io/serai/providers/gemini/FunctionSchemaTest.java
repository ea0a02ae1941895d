package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionSchemaTest {

    @Test
    void schema_withNothingToAdapt_isTheSame() throws Exception {
        Map<String, Object> schema = Gemini.json(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"enum\":[null]}},\"default\":null}");
        assertThat(FunctionSchema.adapted(schema)).isSameAs(schema);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'$ref':'#/definitions/a','$comment':'x'} | {'$ref':'#/$defs/a','$comment':'x'}",
                "{'$ref':'#','title':'t'} | {'anyOf':[{'$ref':'#'}],'title':'t'}",
                "{'$ref':'#','anyOf':[{}]} | {'$ref':'#','anyOf':[{}]}",
                "{'items':[{'$ref':'#','title':'t'},true]} | {'items':[{'anyOf':[{'$ref':'#'}],'title':'t'},true]}",
                "{'enum':[{'$ref':'#','title':'t'}]} | {'enum':[{'$ref':'#','title':'t'}]}",
                "{'const':{'definitions':{}}} | {'const':{'definitions':{}}}"
            })
    void schema_isAdaptedAsFarAsGeminiDemands(String schema, String adapted) throws Exception {
        Map<String, Object> given = Gemini.json(schema.replace('\'', '"'));
        Map<String, Object> before = Gemini.json(schema.replace('\'', '"'));
        assertThat(FunctionSchema.adapted(given)).isEqualTo(Gemini.json(adapted.replace('\'', '"')));
        assertThat(given).isEqualTo(before);
    }
}
