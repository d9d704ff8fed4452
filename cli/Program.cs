using NextCode.Attempts.Cli;

return await AttemptsCommand.RunAsync(args, Console.Out, Console.Error);
