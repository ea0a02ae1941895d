package io.serai.providers.gemini;

import io.serai.api.chat.ResponseFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one chat call's request and answer have to know of each other.
 *
 * @param model that is asked
 * @param names of its functions
 * @param answerTool the function, as it is declared, whose call is the answer: Gemini 2.5 takes no schema for its answer beside functions
 *     ("Function calling with a response mime type: 'application/json' is unsupported"), Gemini 3 does (<a
 *     href="https://ai.google.dev/gemini-api/docs/generate-content/function-calling#structured-output">source</a>)
 * @param keepsNative whether the answer's parts are told verbatim too
 * @param showsServerTools whether Google is to show the calls that it makes itself, as it demands beside functions (<a
 *     href="https://ai.google.dev/gemini-api/docs/generate-content/tool-combination">source</a>)
 */
record CallShape(
        GeminiModel model,
        FunctionNames names,
        Optional<Map<String, Object>> answerTool,
        boolean keepsNative,
        boolean showsServerTools) {

    static CallShape of(Map<String, Object> request, String modelName, Surface surface, OfferedTools tools) {
        GeminiModel model = GeminiModel.of(modelName);
        var functions = tools.functions();
        FunctionNames names = new FunctionNames(functions);
        boolean byTool = !model.thinksByLevel() && !functions.isEmpty() && !"none".equals(request.get("tool_choice"));
        return new CallShape(
                model,
                names,
                byTool ? ResponseFormat.in(request).flatMap(format -> tool(format, names)) : Optional.empty(),
                tools.areRunByGoogle(),
                model.isGemini3() && !surface.isVertex());
    }

    private static Optional<Map<String, Object>> tool(ResponseFormat format, FunctionNames names) {
        return format.schema().map(schema -> {
            Map<String, Object> declaration = new LinkedHashMap<>(4);
            declaration.put("name", names.free(format.name()));
            declaration.put("description", "Gives the answer.");
            declaration.put("parametersJsonSchema", FunctionSchema.adapted(schema));
            return declaration;
        });
    }

    boolean isAnswer(String function) {
        return answerTool.isPresent() && function.equals(answerTool.get().get("name"));
    }
}
