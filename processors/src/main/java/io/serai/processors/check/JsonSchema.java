package io.serai.processors.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema, draft 2020-12 unless its {@code $schema} says otherwise. It may be a stranger's: nothing is fetched for it, its patterns
 * are RE2's, and a value that takes too long to look at fails. Thread-safe.
 */
final class JsonSchema {

    /** Keywords evaluated for one value. Ordinary schemas need some hundreds; others double the work with each level. */
    private static final int MOST_STEPS = 200_000;

    private static final ObjectMapper NODES = new ObjectMapper();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException where it is no schema, or has parts that are not there or not understood */
    static JsonSchema of(Map<String, Object> schema) {
        // A registry of its own: an $id in one schema must not be found by the next.
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaLoader(
                                loader -> loader.fetchRemoteResources(false)
                                        .allow(iri -> iri.toString().startsWith("https://json-schema.org/")))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(JsonSchema::linear)
                                .build()));
        try {
            Schema compiled = registry.getSchema(NODES.<JsonNode>valueToTree(schema));
            compiled.initializeValidators();
            return new JsonSchema(compiled);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("expected a JSON schema that can be held against an answer", e);
        }
    }

    /** Which part of the schema a value does not satisfy, such as {@code #/properties/age/type}; empty where it satisfies all. */
    Optional<String> fault(@Nullable Object value) {
        try {
            Budget budget = new Budget();
            schema.validate(budget, NODES.<JsonNode>valueToTree(value));
            return budget.getErrors().stream().findFirst().map(JsonSchema::place);
        } catch (TooMuch | StackOverflowError e) {
            // A schema that refers to itself without going deeper into the value never ends.
            return Optional.of("#, which takes too long to evaluate");
        } catch (RuntimeException e) {
            return Optional.of("#, which can't be evaluated");
        }
    }

    private static String place(Error error) {
        return String.valueOf(error.getSchemaLocation());
    }

    private static RegularExpression linear(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return value -> compiled.matcher(value).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("expected a pattern in RE2's syntax", e);
        }
    }

    /** Counts keywords while they are evaluated. */
    private static final class Budget extends ExecutionContext {
        private int steps;

        Budget() {
            // Not failFast, which lets an anyOf pass that none of its schemas does (2.0.1).
            // Draft 7's formats are the JDK's expressions, which a stranger's text may keep busy.
            super(ExecutionConfig.builder().formatAssertionsEnabled(false).build());
        }

        @Override
        public void evaluationPathAddLast(String keyword) {
            count();
            super.evaluationPathAddLast(keyword);
        }

        @Override
        public void evaluationPathAddLast(int index) {
            count();
            super.evaluationPathAddLast(index);
        }

        private void count() {
            if (++steps > MOST_STEPS) {
                throw new TooMuch();
            }
        }
    }

    /** The budget is used up. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("the budget is used up", null, false, false);
        }
    }
}
