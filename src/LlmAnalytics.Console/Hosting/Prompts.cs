using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace LlmAnalytics.Console.Hosting;

/// <summary>Asks on stderr, so that stdout holds results only, and reads the answers from stdin.</summary>
internal sealed class Prompts(ConsoleStreams streams, bool interactive)
{
    /// <summary>One line.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public string ReadLine()
    {
        if (!interactive)
        {
            throw new PSInvalidOperationException("An answer is asked for, and -NonInteractive forbids to ask. Give -Confirm:$false, or the value as a parameter.");
        }

        return (streams.InIsTerminal ? Typed() : streams.In.ReadLine())
            ?? throw new PSInvalidOperationException("An answer is asked for, and the input has ended. Run at a terminal, give -Confirm:$false, or the value as a parameter.");
    }

    private string? Typed()
    {
        var line = new StringBuilder();
        return AtTerminal(keys => keys.Read(letter => line.Append(letter), () =>
        {
            var hasLetters = line.Length > 0;
            line.Length -= hasLetters ? 1 : 0;
            return hasLetters;
        })) ? line.ToString() : null;
    }

    private bool AtTerminal(Func<KeyedLine, bool> read)
    {
        var wasInput = SystemConsole.TreatControlCAsInput;
        SystemConsole.TreatControlCAsInput = true;
        try
        {
            return read(new KeyedLine(streams.Error, () => SystemConsole.ReadKey(intercept: true)));
        }
        finally
        {
            SystemConsole.TreatControlCAsInput = wasInput;
        }
    }

    /// <summary>One line that a terminal doesn't show.</summary>
    public SecureString ReadSecret()
    {
        var secret = new SecureString();
        if (!interactive || !streams.InIsTerminal)
        {
            foreach (var letter in ReadLine())
            {
                secret.AppendChar(letter);
            }
        }
        else
        {
            ReadKeys(secret);
        }

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>One of several choices, by its letter or its whole label; the default for an empty line.</summary>
    public int Choose(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Say(caption, message);
        var labels = choices.Select(choice => ChoiceLabel.Of(choice.Label)).ToList();
        var line = string.Join("  ", labels.Select(label => $"[{label.Key}] {label.Text}").Append("[?] Help"));
        var preset = defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\")" : "";
        while (true)
        {
            Write($"{line}{preset}: ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                Write(string.Concat(choices.Zip(labels, (choice, label) => $"{label.Key} - {choice.HelpMessage}{Environment.NewLine}")));
            }

            var chosen = labels.FindIndex(label =>
                label.Key.Equals(answer, StringComparison.OrdinalIgnoreCase) || label.Text.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    /// <summary>Values of mandatory parameters: one line each, for a list as many as are given before an empty one.</summary>
    public Dictionary<string, PSObject> Fill(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Say(caption, message);
        return descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Value(field)));
    }

    /// <summary>A user's name, where it isn't given, and the password.</summary>
    public PSCredential Credential(string? caption, string? message, string? userName)
    {
        Say(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private object Value(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
        {
            return Credential(null, null, null);
        }

        if (type == typeof(SecureString))
        {
            Write($"{field.Name}: ");
            return ReadSecret();
        }

        if (!type.IsArray)
        {
            Write($"{field.Name}: ");
            return LanguagePrimitives.ConvertTo(ReadLine(), type, CultureInfo.CurrentCulture);
        }

        var lines = new List<string>();
        while (true)
        {
            Write($"{field.Name}[{lines.Count}]: ");
            var line = ReadLine();
            if (line.Length == 0)
            {
                return LanguagePrimitives.ConvertTo(lines, type, CultureInfo.CurrentCulture);
            }

            lines.Add(line);
        }
    }

    private bool ReadKeys(SecureString secret) => AtTerminal(keys => keys.Read(secret.AppendChar, () =>
    {
        var hasLetters = secret.Length > 0;
        if (hasLetters)
        {
            secret.RemoveAt(secret.Length - 1);
        }

        return hasLetters;
    }, '*'));

    private void Say(string? caption, string? message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            Write(line + Environment.NewLine);
        }
    }

    private void Write(string text)
    {
        streams.Error.Write(text);
        streams.Error.Flush();
    }
}
