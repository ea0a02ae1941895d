package io.serai.processors.gemini;

import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tools and their choice have to be (<a href="https://ai.google.dev/api/caching#Tool">source</a>, <a
 * href="https://ai.google.dev/api/caching#FunctionCallingConfig">choice</a>).
 */
final class ToolRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule FUNCTION = object(
                    required(
                            "name",
                            matching(
                                    "[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}",
                                    "a name of at most 128 letters, digits, underscores, dots, colons and dashes that"
                                            + " begins with a letter or an underscore")),
                    optional("description", STRING),
                    optional("parameters", object()),
                    optional("parametersJsonSchema", object()),
                    optional("response", object()),
                    optional("responseJsonSchema", object()),
                    optional(
                            "behavior",
                            matching("(?i)UNSPECIFIED|BLOCKING|NON_BLOCKING", "one of BLOCKING, NON_BLOCKING")))
            .and(ToolRules::oneSchema);

    private static final Rule TOOL = object(
            optional("functionDeclarations", array(0, MANY, FUNCTION)),
            optional("googleSearch", object()),
            optional("googleSearchRetrieval", object()),
            optional("codeExecution", object()),
            optional("urlContext", object()),
            optional("googleMaps", object()),
            optional("fileSearch", object()),
            optional("computerUse", object()),
            optional("retrieval", object()));

    private static final Rule MEMBERS = object(
            optional("tools", array(0, MANY, TOOL)),
            optional(
                    "toolConfig",
                    object(
                            optional(
                                    "functionCallingConfig",
                                    object(
                                            optional(
                                                    "mode",
                                                    matching(
                                                            "(?i)MODE_UNSPECIFIED|AUTO|ANY|NONE|VALIDATED",
                                                            "one of AUTO, ANY, NONE, VALIDATED")),
                                            optional("allowedFunctionNames", array(0, MANY, STRING)))),
                            optional("retrievalConfig", object()))));

    /** The members of a request that speak of tools. */
    static final Rule TOOLS = MEMBERS.and(ToolRules::choosable);

    private ToolRules() {}

    private static void oneSchema(@Nullable Object value, Path path) {
        Node function = Node.of(value);
        if (function.has("parameters") && function.has("parametersJsonSchema")) {
            String where = path.member("parametersJsonSchema").toString();
            throw CallerException.badField(where, "`" + where + "` can't stand beside `parameters`.");
        }
    }

    private static void choosable(@Nullable Object value, Path path) {
        Node request = Node.of(value);
        Set<String> names = declared(request, path);
        Node choice = request.object("toolConfig").object("functionCallingConfig");
        String mode = choice.string("mode").toUpperCase(Locale.ROOT);
        Path config = path.member("toolConfig").member("functionCallingConfig");
        if (mode.equals("ANY") && names.isEmpty()) {
            throw refused(config.member("mode"), "can't be ANY without functionDeclarations.");
        }
        List<?> allowed = choice.list("allowedFunctionNames");
        Path list = config.member("allowedFunctionNames");
        if (!allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
            throw refused(list, "is only allowed with the mode ANY or VALIDATED.");
        }
        for (int i = 0; i < allowed.size(); i++) {
            if (!names.contains(String.valueOf(allowed.get(i)))) {
                throw refused(list.element(i), "must be the name of a declared function.");
            }
        }
    }

    private static Set<String> declared(Node request, Path path) {
        Set<String> names = new HashSet<>();
        List<?> tools = request.list("tools");
        for (int i = 0; i < tools.size(); i++) {
            List<?> functions = Node.of(tools.get(i)).list("functionDeclarations");
            for (int j = 0; j < functions.size(); j++) {
                if (functions.get(j) instanceof Map<?, ?> function
                        && !names.add(String.valueOf(function.get("name")))) {
                    Path declarations = path.member("tools").element(i).member("functionDeclarations");
                    throw refused(declarations.element(j).member("name"), "must not be that of another function.");
                }
            }
        }
        return names;
    }

    private static RuntimeException refused(Path path, String why) {
        return CallerException.badField(path.toString(), "`" + path + "` " + why);
    }
}
