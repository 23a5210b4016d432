namespace Strata.Storage.Logs;

/// <summary>The file operations of a log.</summary>
internal interface ILogFiles
{
    ILogFile OpenRead(string path);

    ILogFile OpenWrite(string path);

    /// <summary>A new, empty file; what stood there is gone.</summary>
    ILogFile Create(string path);

    /// <summary>Gives a file its name, durably.</summary>
    void Publish(string temporary, string path);

    void Delete(string path);
}
