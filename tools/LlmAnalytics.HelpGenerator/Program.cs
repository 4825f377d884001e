using LlmAnalytics.HelpGenerator;

// Arguments: the folder of the pages, the MAML file to write. Errors have MSBuild's own form, so that the build shows them with file and line.
if (args is not [var folder, var output])
{
    Console.Error.WriteLine("LlmAnalytics.HelpGenerator : error HELP0000: usage: LlmAnalytics.HelpGenerator <folder of the pages> <MAML file>");
    return 2;
}

try
{
    var pages = Directory.EnumerateFiles(Path.GetFullPath(folder), "*.md").Order(StringComparer.Ordinal).Select(HelpPageReader.Read).ToList();
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
    MamlWriter.ToDocument(pages).Save(output);
    return 0;
}
catch (HelpPageException e)
{
    Console.Error.WriteLine($"{e.Path}({e.Line}): error HELP0001: {e.Message}");
    return 1;
}
