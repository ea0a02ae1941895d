package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.cli.CommandCalls;
import io.serai.gateway.cli.CommandCalls.Call;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every command is a call that the document describes, with parameters and fields that it knows. */
class CommandsContractTest {

    @Test
    void commands_useWhatTheDocumentDescribes() {
        OpenApiDocument document = OpenApiDocument.shipped();
        for (Call call : CommandCalls.all()) {
            List<OpenApiDocument.Entry> entries = document.entries().stream()
                    .filter(entry -> entry.method().equals(call.method()))
                    .filter(entry -> entry.path().replaceAll("\\{\\w+}", "{}").equals(call.path()))
                    .toList();
            assertThat(entries).as(call.toString()).hasSize(1);
            Set<String> parameters = document.parameters(entries.get(0)).stream()
                    .map(OpenApiDocument.Parameter::name)
                    .collect(Collectors.toSet());
            assertThat(parameters).as(call.toString()).containsAll(call.parameters());
            DocumentSchemas schemas = new DocumentSchemas(document);
            entries.get(0).body().ifPresent(body -> assertThat(
                            schemas.faults(body, Problem.Place.BODY, call.body()).stream()
                                    .filter(fault -> fault.detail().equals("is not known here")))
                    .as(call.toString())
                    .isEmpty());
        }
    }
}
