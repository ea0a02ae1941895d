package io.serai.gateway.boot;

import io.serai.gateway.reload.RouteFolders;
import io.serai.processors.models.ModelsFile;
import io.serai.processors.models.ModelsRoutes;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Adds the models of {@code models.yaml} to a context, once the routes and the providers that they name are in it. */
final class ModelsListener extends MainListenerSupport {

    private final RouteFolders folders;

    ModelsListener(RouteFolders folders) {
        this.folders = folders;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        List<ModelsFile> files = folders.models();
        if (files.isEmpty()) {
            return;
        }
        try {
            main.getCamelContext().addRoutes(new ModelsRoutes(files));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}
