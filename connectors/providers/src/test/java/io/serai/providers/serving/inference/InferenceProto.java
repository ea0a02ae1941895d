package io.serai.providers.serving.inference;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;

/**
 * The protocol's messages as its specification has them (open_inference_grpc.proto, of
 * https://github.com/kserve/open-inference-protocol), read and written by the protobuf library itself.
 */
final class InferenceProto {

    static final Descriptor REQUEST;
    static final Descriptor RESPONSE;

    static {
        try {
            FileDescriptor file = FileDescriptor.buildFrom(file(), new FileDescriptor[0]);
            REQUEST = file.findMessageTypeByName("ModelInferRequest");
            RESPONSE = file.findMessageTypeByName("ModelInferResponse");
        } catch (DescriptorValidationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private InferenceProto() {}

    /** A request as text, its fields by name. */
    static String text(byte[] request) throws Exception {
        return TextFormat.printer().printToString(DynamicMessage.parseFrom(REQUEST, request));
    }

    static byte[] response(String text) {
        DynamicMessage.Builder response = DynamicMessage.newBuilder(RESPONSE);
        try {
            TextFormat.merge(text, response);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
        return response.build().toByteArray();
    }

    static String normal(String requestText) throws Exception {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(REQUEST);
        TextFormat.merge(requestText, request);
        return TextFormat.printer().printToString(request);
    }

    private static FileDescriptorProto file() {
        return FileDescriptorProto.newBuilder()
                .setName("open_inference_grpc.proto")
                .setPackage("inference")
                .setSyntax("proto3")
                .addMessageType(parameter())
                .addMessageType(contents())
                .addMessageType(message("ModelInferRequest", "InferInputTensor", "raw_input_contents", 7)
                        .addNestedType(DescriptorProto.newBuilder()
                                .setName("InferRequestedOutputTensor")
                                .addField(one("name", 1, Type.TYPE_STRING))
                                .addField(parameters(2, ".inference.ModelInferRequest.InferRequestedOutputTensor"))
                                .addNestedType(entry()))
                        .addField(many("inputs", 5, ".inference.ModelInferRequest.InferInputTensor"))
                        .addField(many("outputs", 6, ".inference.ModelInferRequest.InferRequestedOutputTensor")))
                .addMessageType(message("ModelInferResponse", "InferOutputTensor", "raw_output_contents", 6)
                        .addField(many("outputs", 5, ".inference.ModelInferResponse.InferOutputTensor")))
                .build();
    }

    private static DescriptorProto.Builder message(String name, String tensor, String raw, int rawField) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addField(one("model_name", 1, Type.TYPE_STRING))
                .addField(one("model_version", 2, Type.TYPE_STRING))
                .addField(one("id", 3, Type.TYPE_STRING))
                .addField(parameters(4, ".inference." + name))
                .addField(field(raw, rawField, Type.TYPE_BYTES, Label.LABEL_REPEATED))
                .addNestedType(entry())
                .addNestedType(DescriptorProto.newBuilder()
                        .setName(tensor)
                        .addField(one("name", 1, Type.TYPE_STRING))
                        .addField(one("datatype", 2, Type.TYPE_STRING))
                        .addField(field("shape", 3, Type.TYPE_INT64, Label.LABEL_REPEATED))
                        .addField(parameters(4, ".inference." + name + "." + tensor))
                        .addField(one("contents", 5, Type.TYPE_MESSAGE).setTypeName(".inference.InferTensorContents"))
                        .addNestedType(entry()));
    }

    private static DescriptorProto parameter() {
        DescriptorProto.Builder parameter = DescriptorProto.newBuilder().setName("InferParameter");
        parameter.addOneofDeclBuilder().setName("parameter_choice");
        parameter.addField(one("bool_param", 1, Type.TYPE_BOOL).setOneofIndex(0));
        parameter.addField(one("int64_param", 2, Type.TYPE_INT64).setOneofIndex(0));
        parameter.addField(one("string_param", 3, Type.TYPE_STRING).setOneofIndex(0));
        parameter.addField(one("double_param", 4, Type.TYPE_DOUBLE).setOneofIndex(0));
        parameter.addField(one("uint64_param", 5, Type.TYPE_UINT64).setOneofIndex(0));
        return parameter.build();
    }

    private static DescriptorProto contents() {
        return DescriptorProto.newBuilder()
                .setName("InferTensorContents")
                .addField(field("bool_contents", 1, Type.TYPE_BOOL, Label.LABEL_REPEATED))
                .addField(field("int_contents", 2, Type.TYPE_INT32, Label.LABEL_REPEATED))
                .addField(field("int64_contents", 3, Type.TYPE_INT64, Label.LABEL_REPEATED))
                .addField(field("uint_contents", 4, Type.TYPE_UINT32, Label.LABEL_REPEATED))
                .addField(field("uint64_contents", 5, Type.TYPE_UINT64, Label.LABEL_REPEATED))
                .addField(field("fp32_contents", 6, Type.TYPE_FLOAT, Label.LABEL_REPEATED))
                .addField(field("fp64_contents", 7, Type.TYPE_DOUBLE, Label.LABEL_REPEATED))
                .addField(field("bytes_contents", 8, Type.TYPE_BYTES, Label.LABEL_REPEATED))
                .build();
    }

    private static DescriptorProto entry() {
        return DescriptorProto.newBuilder()
                .setName("ParametersEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(one("key", 1, Type.TYPE_STRING))
                .addField(one("value", 2, Type.TYPE_MESSAGE).setTypeName(".inference.InferParameter"))
                .build();
    }

    private static FieldDescriptorProto parameters(int number, String owner) {
        return many("parameters", number, owner + ".ParametersEntry").build();
    }

    private static FieldDescriptorProto.Builder many(String name, int number, String type) {
        return field(name, number, Type.TYPE_MESSAGE, Label.LABEL_REPEATED).setTypeName(type);
    }

    private static FieldDescriptorProto.Builder one(String name, int number, Type type) {
        return field(name, number, type, Label.LABEL_OPTIONAL);
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
    }
}
