package io.serai.processors.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** F2: no SQL in our sources is put together from parts. What is said to the database is a literal, or a constant that is one. */
class WholeSqlTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../src/main/java"), Path.of("../connectors"));

    private static final Pattern CALL = Pattern.compile(
            "\\.\\s*(createQuery|createUpdate|createCall|createScript|prepareBatch|prepareStatement|prepareCall|executeQuery|"
                    + "executeUpdate|nativeSQL|addBatch|execute|select)\\s*\\(");

    /** Literals become {@code "SQL"} where they are SQL, and {@code ""} where not, so that what follows sees code alone. */
    private static final Pattern TEXT = Pattern.compile(
            "\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|//[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\\\n]|\\\\.)+'",
            Pattern.DOTALL);

    private static final Pattern SQL = Pattern.compile(
            "^\\s*(select\\s|insert\\s+into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s|merge\\s+into\\s|create\\s+table|drop\\s|truncate\\s)");

    private static final Pattern WHOLE = Pattern.compile("\"SQL\"|\"\"|([A-Z]\\w*\\.)*[A-Z][A-Z0-9_]*");

    private static final Pattern JOINED = Pattern.compile(
            "\"SQL\"\\s*\\)?\\s*(\\+(?!\\s*\"SQL\")|\\.\\s*(formatted|concat|replace\\w*)\\b)|(?<!\"SQL\")\\s\\+\\s*\"SQL\"|(format|join)\\s*\\(\\s*\"SQL\"");

    /** Files in which a statement is a parameter, by its name, of our own code and never of a caller: each is handed constants only. */
    private static final Map<String, Set<String>> HANDED_ON = Map.of(
            "AuditPruner.java", Set.of("sql"),
            "SqlAuditSource.java", Set.of("sql"),
            "Reconciler.java", Set.of("constant"),
            "Kept.java", Set.of("one", "all"),
            "Belongings.java", Set.of("select"),
            "Writes.java", Set.of("one", "any", "delete"));

    @Test
    void sources_sayWholeStatementsOnly() {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path root : SOURCES) {
            for (Path file : javaFiles(root)) {
                String code = withoutTexts(read(file));
                boolean speaksSql = code.contains("org.jdbi.") || code.contains("java.sql.");
                if (speaksSql || code.contains("\"SQL\"")) {
                    seen++;
                    Set<String> handedOn =
                            HANDED_ON.getOrDefault(file.getFileName().toString(), Set.of());
                    find(code, speaksSql, handedOn).forEach(each -> wrong.add(file + ": " + each));
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 10);
    }

    private static List<String> find(String code, boolean speaksSql, Set<String> handedOn) {
        List<String> found = new ArrayList<>();
        Matcher joined = JOINED.matcher(code);
        while (joined.find()) {
            found.add("SQL is joined to something: " + around(code, joined.start()));
        }
        Matcher call = CALL.matcher(code);
        while (speaksSql && call.find()) {
            String argument = firstArgument(code, call.end());
            if (!argument.isEmpty() && !WHOLE.matcher(argument).matches() && !handedOn.contains(argument)) {
                found.add(call.group(1) + " is given " + argument);
            }
        }
        if (speaksSql
                && Pattern.compile("\\.\\s*(define|defineList|bindList|bindBeanList)\\s*\\(")
                        .matcher(code)
                        .find()) {
            found.add("a template is filled in");
        }
        return found;
    }

    @Test
    void find_statementsInParts_areSeen() {
        for (String code : List.of(
                "h.createQuery(\"select * from t where id = '\" + id + \"'\")",
                "String s = \"select * from t order by \" + column;",
                "String s = \"select * from %s\".formatted(table);",
                "String.format(\"delete from t where a = %s\", a)",
                "h.createUpdate(statementFor(x))",
                "h.createUpdate(sql)",
                "connection.prepareStatement(builder.toString())",
                "h.createQuery(\"select * from <t>\").define(\"t\", t)",
                "h.createQuery(ORDERS.get(sort))")) {
            assertFalse(
                    find(withoutTexts("import org.jdbi.v3;" + code), true, Set.of())
                            .isEmpty(),
                    code);
        }
        for (String code : List.of(
                "h.createQuery(\"select * from t where id = :id\").bind(\"id\", id)",
                "h.createQuery(KeySql.PAGE)",
                "h.createUpdate(\"\"\"\n  update t set a = :a\n  \"\"\")")) {
            assertEquals(List.of(), find(withoutTexts("import org.jdbi.v3;" + code), true, Set.of()), code);
        }
    }

    private static String withoutTexts(String source) {
        return TEXT.matcher(source).replaceAll(text -> {
            String literal = text.group(1) == null ? text.group(2) : text.group(1);
            if (literal == null) {
                return "";
            }
            return SQL.matcher(literal).find() ? "\"SQL\"" : "\"\"";
        });
    }

    private static String firstArgument(String code, int start) {
        int depth = 0;
        for (int i = start; i < code.length(); i++) {
            char each = code.charAt(i);
            if (each == '(') {
                depth++;
            } else if ((each == ')' && depth-- == 0) || (each == ',' && depth == 0)) {
                return code.substring(start, i).strip();
            }
        }
        return code.substring(start).strip();
    }

    private static String around(String code, int at) {
        return code.substring(Math.max(0, at - 60), Math.min(code.length(), at + 60))
                .replaceAll("\\s+", " ");
    }

    private static List<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/src/test/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
