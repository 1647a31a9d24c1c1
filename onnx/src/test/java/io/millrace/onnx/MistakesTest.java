package io.millrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Type;
import io.millrace.onnx.OnnxGraph.Element;
import io.millrace.onnx.OnnxGraph.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a model that cannot be: the option or column that is wrong, what is wrong, and what to do. */
class MistakesTest {
    private static final Type D = Type.DOUBLE;

    @TempDir
    Path folder;

    private ModelCase model(OnnxGraph graph) throws IOException {
        return ModelCase.of(folder, graph.toBytes());
    }

    /** {@code INPUT (a DOUBLE, b DOUBLE) OUTPUT (y DOUBLE)} of a file. */
    private String complaint(byte[] file) throws IOException {
        return ModelCase.of(folder, file)
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .complaint();
    }

    private ModelCase line() throws IOException {
        return model(ModelFiles.line(-1)).input("a", D).input("b", D).output("y", D);
    }

    private ModelCase softmax() throws IOException {
        return model(ModelFiles.softmax()).input("a", D).input("b", D);
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        assertThat(line().with("path", "models/other.onnx").complaint())
                .isEqualTo("path\nthere is no file 'models/other.onnx'\nrelative paths are relative to the script");
        Files.createDirectory(folder.resolve("models"));
        assertThat(line().with("path", "models").complaint())
                .isEqualTo("path\n'models' is a folder\nrelative paths are relative to the script");
    }

    @Test
    void aFileThatIsNotOnnx() throws IOException {
        assertThat(complaint("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .startsWith("path\n'model.onnx' is not an ONNX file, or only a part of one\nexport the model as ONNX");
        byte[] whole = ModelFiles.line(-1).toBytes();
        assertThat(complaint(Arrays.copyOf(whole, whole.length - 30)))
                .contains("'model.onnx' is not an ONNX file, or only a part of one");
        assertThat(complaint(new byte[0])).isEqualTo("path\nfile 'model.onnx' is empty\nexport the model anew");
    }

    @Test
    void operatorsThatAreNotKnown() throws IOException {
        OnnxGraph later = new OnnxGraph("later", 99)
                .input("x", Element.FLOAT, -1, 2)
                .node(new Node("Relu", List.of("x"), List.of("y")))
                .output("y", Element.FLOAT, -1, 2);
        assertThat(complaint(later.toBytes()))
                .matches("path\n'model.onnx' needs opset 99 of ai.onnx, and this ONNX Runtime knows up to ([0-9]+)\n"
                        + "export the model with opset \\1 or lower");
        OnnxGraph unknown = new OnnxGraph("unknown", 17)
                .input("x", Element.FLOAT, -1, 2)
                .node(new Node("Guess", List.of("x"), List.of("y")))
                .output("y", Element.FLOAT, -1, 2);
        assertThat(complaint(unknown.toBytes()))
                .contains("ONNX Runtime cannot run 'model.onnx'")
                .contains("No Op registered for Guess")
                .contains("export the model with operators and an opset");
    }

    @Test
    void theWrongNumberOfColumns() throws IOException {
        assertThat(line().input("c", D).complaint())
                .isEqualTo("INPUT\n'model.onnx' takes rows of 2 columns, but INPUT has 3: input 'x' is FLOAT [N, 2]\n"
                        + "INPUT has the columns that the model was made for, in their order");
        OnnxGraph open = new OnnxGraph("open", 17)
                .input("x", Element.FLOAT, -1, -1)
                .weights("w", new float[] {1, 2}, 2, 1)
                .node(new Node("MatMul", List.of("x", "w"), List.of("y")))
                .output("y", Element.FLOAT, -1, 1);
        assertThat(model(open).input("a", D).output("y", D).complaint())
                .startsWith("path\n'model.onnx' fails for 2 rows of 1 column: ")
                .contains("INPUT has the columns that the model was made for, in their order");
        assertThat(model(open).input("a", D).input("b", D).output("y", D).complaint())
                .isEqualTo("nothing is wrong");
    }

    @Test
    void columnsOfTheWrongType() throws IOException {
        assertThat(model(ModelFiles.line(-1))
                        .input("a", D)
                        .input("colour", Type.STRING)
                        .output("y", D)
                        .complaint())
                .isEqualTo("colour\ncolumn 'colour' of INPUT is STRING, but input 'x' of 'model.onnx' takes FLOAT\n"
                        + "make a number of it, as it was when the model was made:"
                        + " CASE colour WHEN 'a' THEN 0 WHEN 'b' THEN 1 END");
        assertThat(model(ModelFiles.columns())
                        .input("a", D)
                        .input("n", D)
                        .input("b", Type.BOOLEAN)
                        .output("y", D)
                        .complaint())
                .isEqualTo("n\ncolumn 'n' of INPUT is DOUBLE, but input 'n' of 'model.onnx' takes INT64\n"
                        + "declare it as BIGINT, and CAST in the query that the model is called with");
        assertThat(model(ModelFiles.columns())
                        .input("a", D)
                        .input("n", Type.BIGINT)
                        .input("b", Type.INT)
                        .output("y", D)
                        .complaint())
                .contains("takes BOOL")
                .contains("declare it as BOOLEAN");
        OnnxGraph texts = new OnnxGraph("texts", 17)
                .input("x", Element.STRING, -1, 1)
                .node(new Node("Identity", List.of("x"), List.of("y")))
                .output("y", Element.STRING, -1, 1);
        assertThat(model(texts).input("a", Type.STRING).output("y", Type.STRING).complaint())
                .contains("input 'x' of 'model.onnx' takes STRING, and rows are numbers and BOOLEAN");
    }

    @Test
    void inputsThatAreNotNamedLikeTheColumns() throws IOException {
        ModelCase columns = model(ModelFiles.columns())
                .input("x", D)
                .input("n", Type.BIGINT)
                .input("b", Type.BOOLEAN)
                .output("y", D);
        assertThat(columns.complaint())
                .isEqualTo(
                        "INPUT\n'model.onnx' has the inputs a, n, b, and the columns of INPUT are not named like that\n"
                                + "name them so, or say in which order the inputs take them: 'input' = 'a,n,b'");
        assertThat(columns.with("input", "a,mean,b").complaint())
                .isEqualTo("input\n'model.onnx' has no input 'mean'\nknown: a, n, b");
        assertThat(columns.with("input", "a,n").complaint()).contains("has the inputs a, n, b, and each needs a value");
        assertThat(columns.with("input", "a,n,n").complaint()).contains("names something twice");
    }

    @Test
    void aShapeThatIsNotUnderstood() throws IOException {
        assertThat(model(ModelFiles.total()).input("x", D).output("y", D).complaint())
                .startsWith("path\noutput 'y' of 'model.onnx' is FLOAT [] for two rows:"
                        + " that is not something for each row\n");
        OnnxGraph open = new OnnxGraph("open", 17)
                .input("x", Element.FLOAT, -1, -1, -1)
                .node(new Node("Relu", List.of("x"), List.of("y")))
                .output("y", Element.FLOAT, -1, -1, -1);
        assertThat(complaint(open.toBytes()))
                .contains("input 'x' of 'model.onnx' is FLOAT [N, D1, D2], which does not tell how many columns");
    }

    @Test
    void moreOrFewerNumbersThanColumns() throws IOException {
        assertThat(softmax().output("y", D).with("output", "logits").complaint())
                .isEqualTo("OUTPUT\n'model.onnx' gives 3 numbers for each row, but OUTPUT has 1 column:"
                        + " output 'logits' is FLOAT [2, 3]\n"
                        + "declare a column for each, y1 DOUBLE, y2 DOUBLE, y3 DOUBLE;"
                        + " or, if they are scores of classes, OUTPUT (label STRING) with 'labels' = '...'");
        assertThat(line().output("z", D).complaint()).contains("gives 1 number for each row, but OUTPUT has 2 columns");
    }

    @Test
    void outputsThatAreNotClear() throws IOException {
        assertThat(softmax().output("label", Type.INT).complaint())
                .isEqualTo("output\n'model.onnx' has several outputs, and it is not clear which are meant:"
                        + " logits FLOAT [2, 3], probabilities FLOAT [2, 3]\nname them: 'output' = 'logits'");
        assertThat(softmax().output("label", Type.INT).with("output", "logit").complaint())
                .isEqualTo("output\n'model.onnx' has no output 'logit'\ndid you mean 'logits'?");
    }

    @Test
    void classesWithoutNames() throws IOException {
        ModelCase classes = softmax().output("label", Type.STRING).with("output", "logits");
        assertThat(classes.complaint())
                .isEqualTo("labels\n'model.onnx' does not tell what its classes are called\n"
                        + "name them in their order, 'labels' = 'a,b', or declare label as INT for their numbers");
        assertThat(classes.with("labels", "cat,dog").complaint())
                .isEqualTo("labels\n'labels' has 2 names, but 'model.onnx' has 3 classes\n"
                        + "name each class once, in their order");
    }

    @Test
    void columnsThatDoNotFitTheClasses() throws IOException {
        assertThat(model(ModelFiles.texts(false))
                        .input("a", D)
                        .input("b", D)
                        .output("label", Type.INT)
                        .complaint())
                .contains("column 'label' of OUTPUT is INT, but the classes are called cat, dog")
                .contains("declare it as STRING");
        assertThat(softmax()
                        .output("label", Type.BOOLEAN)
                        .with("output", "logits")
                        .complaint())
                .contains("is BOOLEAN, but 'model.onnx' has the classes 0 to 2");
        assertThat(softmax()
                        .output("label", Type.INT)
                        .output("probabilty", D)
                        .with("output", "logits")
                        .complaint())
                .contains("nothing to say for OUTPUT column 'probabilty'");
        assertThat(model(ModelFiles.sigmoid())
                        .input("x", D)
                        .output("y", Type.INT)
                        .complaint())
                .contains("gives one number for each row, and 'y INT' does not tell what it means")
                .contains("declare y DOUBLE for the number itself, or BOOLEAN if it is a probability");
    }

    @Test
    void optionsThatAreWrong() throws IOException {
        assertThat(line().with("devise", "cpu").complaint())
                .isEqualTo("devise\nunknown option 'devise'\ndid you mean 'device'?");
        assertThat(line().with("device", "gpu").complaint())
                .isEqualTo("device\noption 'device' is 'gpu'\nit takes one of auto, cpu, cuda");
        assertThat(line().with("threads", "0").complaint()).contains("it takes a number from 1 to 256");
        assertThat(line().with("labels", "a,b").complaint())
                .contains("option 'labels' is for classes, but this model is for regression");
    }

    /** The ONNX Runtime that tests have is the one without GPUs. */
    @Test
    void aDeviceThatIsNotThere() throws IOException {
        assertThat(line().with("device", "cuda").complaint())
                .isEqualTo(
                        "device\ndevice 'cuda' is not there: the ONNX Runtime that is installed runs on the CPU only\n"
                                + "put its build for GPUs in the place of optional/onnxruntime-*.jar, or write 'device' = 'auto'");
    }

    @Test
    void anomaliesOfWhatHasNone() throws IOException {
        assertThat(model(ModelFiles.outliers())
                        .input("x", D)
                        .output("score", D)
                        .output("is_anomaly", Type.BOOLEAN)
                        .complaint())
                .contains("add 'task' = 'anomaly-detection'");
        assertThat(line().output("is_anomaly", Type.BOOLEAN)
                        .with("task", "anomaly-detection")
                        .complaint())
                .contains("'model.onnx' has no output for column 'is_anomaly': it has y FLOAT [2, 1]");
    }
}
